import { nameSchema } from '@millwright/contracts';

/** A name for a dataset from the folder or the archive that was given; empty where none can be made. */
export function suggestName(path: string): string {
  const [first] = path.split('/');
  const bare = first
    .replace(/(\.(zip|tar|tgz|gz|csv|jpe?g|png|webp|bmp|tiff?))+$/i, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const name = bare.replace(/^[^\p{L}\p{N}]+/u, '').slice(0, 64);
  return nameSchema.safeParse(name).success ? name : '';
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** What is known of a public dataset that figures are measured on. */
export const manifestSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]+$/),
  title: z.string().min(1),
  /** Where its files come from. */
  source: z.string().min(1),
  licence: z.string().min(1),
  /** Whether the licence lets its files be passed on with the product. */
  mayBeShipped: z.boolean(),
  /** Files that were made from the original ones, and how. */
  derived: z.string().optional(),
  files: z
    .array(
      z.strictObject({
        path: z.string().min(1),
        bytes: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** How a file of a manifest was found on disk. */
export interface FileState {
  readonly path: string;
  readonly state: 'right' | 'missing' | 'other-size' | 'other-bytes';
}

/** All manifests of a folder, by name. */
export async function readManifests(folder: string): Promise<Manifest[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) =>
      manifestSchema.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8'))),
    ),
  );
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Looks at every file of a dataset; sizes first, as they are cheap. */
export async function verifyDataset(manifest: Manifest, datasets: string): Promise<FileState[]> {
  const states: FileState[] = [];
  for (const { path: name, bytes, sha256: expected } of manifest.files) {
    const file = path.join(datasets, manifest.name, name);
    const found = await stat(file).catch(() => null);
    const state = !found
      ? 'missing'
      : found.size !== bytes
        ? 'other-size'
        : (await sha256(file)) === expected
          ? 'right'
          : 'other-bytes';
    states.push({ path: `${manifest.name}/${name}`, state });
  }
  return states;
}

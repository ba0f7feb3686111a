import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SourceFile } from '@millwright/contracts';
import type { SourceEntry } from '@millwright/readers';
import { storageError, type ScratchFolder } from './scratch.ts';
import type { Stores } from './stores.ts';

const zipName = /\.zip$/i;

/**
 * The files of an upload as the readers want them. A zip is read from its end, which no stream can, so it is copied
 * into the scratch folder (and verified on the way), whatever kind of store holds it.
 *
 * @throws AppError `storage.full`, `artifact.damaged`, `artifact.not-found`
 */
export async function openSources(
  { artifacts }: Pick<Stores, 'artifacts'>,
  sources: readonly SourceFile[],
  scratch: ScratchFolder,
): Promise<SourceEntry[]> {
  const entries: SourceEntry[] = [];
  for (const { path: name, hash, bytes } of sources) {
    const open = () => artifacts.open(hash);
    if (!zipName.test(name)) {
      entries.push({ path: name, bytes, open });
      continue;
    }
    const file = path.join(scratch.directory, `${entries.length}.zip`);
    try {
      await pipeline(await open(), fs.createWriteStream(file));
    } catch (error) {
      throw storageError(error, name, scratch.directory);
    }
    entries.push({ path: name, bytes, open, file });
  }
  return entries;
}

import fs from 'node:fs';
import { Writable } from 'node:stream';

/** Bytes of an answer into a file, which is there whole or not at all; returns how many. */
export async function save({ body }: Response, file: string): Promise<number> {
  const part = `${file}.part`;
  try {
    if (body) await body.pipeTo(Writable.toWeb(fs.createWriteStream(part)));
    else fs.writeFileSync(part, '');
    fs.renameSync(part, file);
    return fs.statSync(file).size;
  } catch (error) {
    fs.rmSync(part, { force: true });
    throw error;
  }
}

import fs from 'node:fs';
import type { FileToSend as Sendable } from '@millwright/client';
import type { Locale } from '@millwright/contracts';
import { Failure } from './failure.ts';

/** A file to be sent: where it lies, and under which name it goes. */
export interface FileToSend {
  readonly file: string;
  /** Relative, with `/`. */
  readonly name: string;
  readonly bytes: number;
}

interface Options {
  readonly locale: Locale;
  readonly onBytes?: (count: number) => void;
}

/** Files as the client takes them, each opened when it is its turn. */
export function* toSend(files: readonly FileToSend[], options: Options): Generator<Sendable> {
  for (const { file, name } of files) yield { path: name, bytes: bytesOf(file, options) };
}

/** @throws Failure `file.not-found` where a file went away meanwhile */
async function* bytesOf(file: string, { locale, onBytes }: Options): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of fs.createReadStream(file) as AsyncIterable<Uint8Array>) {
      yield chunk;
      onBytes?.(chunk.length);
    }
  } catch {
    throw Failure.of('file.not-found', { file }, locale);
  }
}

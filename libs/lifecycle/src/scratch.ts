import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '@millwright/contracts';
import type { Scratch } from '@millwright/model';

/** Says a full disk in our words; anything else stays what it is. */
export function storageError(error: unknown, file: string, directory: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new AppError('storage.full', { file, directory }, { cause: error })
    : error;
}

/** The scratch files of one piece of work: one folder that goes away as a whole. */
export interface ScratchFolder {
  readonly directory: string;
  /** A new, empty scratch; its bytes lie on disk, so that a fit over many pictures needs little memory. */
  open(name: string): Scratch;
  /** Closes every scratch and removes the folder. */
  remove(): void;
}

/**
 * Opens the scratch folder of an attempt at a piece of work; what earlier attempts left behind is removed. Each attempt
 * has its own folder, so that a worker that lost its job and does not know yet takes nothing from the one that has it.
 *
 * @throws AppError `storage.full`
 */
export function openScratchFolder(scratchDirectory: string, work: string, attempt: number): ScratchFolder {
  fs.mkdirSync(scratchDirectory, { recursive: true });
  for (const name of fs.readdirSync(scratchDirectory))
    if (name.startsWith(`${work}#`))
      fs.rmSync(path.join(scratchDirectory, name), { recursive: true, force: true });
  const directory = path.join(scratchDirectory, `${work}#${attempt}`);
  fs.mkdirSync(directory);
  const opened = new Set<number>();
  let count = 0;

  return {
    directory,
    open(name) {
      const file = path.join(directory, String(count++));
      const descriptor = fs.openSync(file, 'wx+');
      opened.add(descriptor);
      return diskScratch(descriptor, name, directory, () => {
        if (!opened.delete(descriptor)) return;
        fs.closeSync(descriptor);
        fs.rmSync(file, { force: true });
      });
    },
    remove() {
      for (const descriptor of opened) fs.closeSync(descriptor);
      opened.clear();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}

function diskScratch(descriptor: number, name: string, directory: string, close: () => void): Scratch {
  let length = 0;
  return {
    append(bytes) {
      for (let written = 0; written < bytes.length;) {
        try {
          written += fs.writeSync(descriptor, bytes, written, bytes.length - written, length + written);
        } catch (error) {
          throw storageError(error, name, directory);
        }
      }
      length += bytes.length;
    },
    read(offset, into) {
      for (let filled = 0; filled < into.length;) {
        const count = fs.readSync(descriptor, into, filled, into.length - filled, offset + filled);
        if (count === 0) throw new RangeError(`scratch ${name} ends before byte ${offset + into.length}`);
        filled += count;
      }
    },
    close,
  };
}

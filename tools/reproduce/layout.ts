import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '@millwright/contracts';

/** A file of a data set: where it lies, and what it is called inside the set. */
export interface LayoutFile {
  readonly file: string;
  readonly path: string;
}

const idx = /(^|[-_])(train|test|val)[^/]*[-_](images|labels)[-_.]/i;
const tar = /^(train|test|val)[^/]*\.tar(\.gz)?$/i;
const image = /\.(jpe?g|png|tiff?|webp|bmp)$/i;

function walk(directory: string, prefix = ''): LayoutFile[] {
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(directory, entry.name);
      const name = prefix + entry.name;
      return entry.isDirectory() ? walk(file, `${name}/`) : [{ file, path: name }];
    });
}

/**
 * The files of a folder that hold classes of pictures: IDX files with `classes.txt`; where there are none, `train*.tar` and
 * `test.tar`; where there are none, pictures in a folder per class. What else lies beside them is left alone.
 *
 * @throws AppError `dataset.empty`
 */
export function imageFiles(directory: string): LayoutFile[] {
  if (!fs.existsSync(directory)) throw new AppError('dataset.empty', { file: directory });
  const all = walk(directory);
  const top = all.filter((one) => !one.path.includes('/'));
  const indexed = top.filter((one) => idx.test(one.path));
  if (indexed.length > 0) return [...indexed, ...top.filter((one) => one.path === 'classes.txt')];
  const packed = top.filter((one) => tar.test(one.path));
  if (packed.length > 0) return packed;
  const pictures = all.filter((one) => image.test(one.path) && one.path.includes('/'));
  if (pictures.length === 0) throw new AppError('dataset.empty', { file: directory });
  return pictures;
}

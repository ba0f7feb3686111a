import { AppError, type Bilingual, type ItemProblem, type Part } from '@millwright/contracts';
import { describeBytes, imageFormatOf, namedLikeImage, notAPicture } from '../image/formats.ts';
import { encodePng } from '../image/png.ts';
import { defaultMaxMegapixels } from '../image/read-image.ts';
import { missingPicture } from './csv.ts';
import { idxRole, readIdxImages } from './idx.ts';
import { problem, problemOfError, type Leaf } from './leaf.ts';
import { kindOf } from './leaves.ts';
import { partBySplit, partInName, placeOf } from './paths.ts';
import { defaultLimits, type SourceEntry, type UploadLimits, type UploadResult } from './source.ts';
import {
  allLeaves,
  classesFor,
  folderOf,
  isClasses,
  isList,
  survey,
  type KnownSource,
  type Survey,
} from './survey.ts';

export interface UploadOptions {
  /** Part by prefix of the path, where neither folders nor names say it; goes before what they say. */
  readonly split?: Readonly<Record<string, Part>>;
  readonly limits?: Partial<UploadLimits>;
  readonly maxMegapixels?: number;
  /** Told once, before the first picture: how many can be expected. */
  readonly onExpected?: (pictures: number) => void;
  readonly signal?: AbortSignal;
}

interface Reading {
  readonly options: UploadOptions;
  readonly found: Survey;
  /** Names given so far. */
  readonly taken: Set<string>;
  /** Pictures of the lists that were met. */
  readonly met: Set<string>;
}

/** The name where it is new, else with a number before its ending: archives may hold a name twice. */
function freeName(path: string, taken: Set<string>): string {
  let name = path;
  for (let n = 2; taken.has(name); n++) name = path.replace(/(\.[^./]*)?$/, `~${n}$1`);
  taken.add(name);
  return name;
}

const pictureFormats = { en: 'JPEG, PNG, TIFF, WebP or BMP', zh: 'JPEG、PNG、TIFF、WebP 或 BMP' };

const idxOnly = {
  en: 'IDX files only, as this upload holds IDX files',
  zh: '仅 IDX 文件（本次上传包含 IDX 文件）',
};

const wrongKind = (path: string, expected: Bilingual, bytes: Uint8Array): UploadResult =>
  problem('file.unsupported', { file: path, expected, received: describeBytes(bytes) }, path);

/** A picture file with a label that is known from elsewhere. */
function pictureOf(
  { path, bytes }: { path: string; bytes: Uint8Array },
  place: { label: string; part: Part | null },
  { options, taken }: Reading,
): UploadResult {
  if (imageFormatOf(bytes) === null) {
    if (!namedLikeImage(path)) return wrongKind(path, pictureFormats, bytes);
    return problem('image.unreadable', { file: path, reason: notAPicture(bytes) }, path);
  }
  const part = partBySplit(path, options.split) ?? place.part;
  return { ok: true, path: freeName(path, taken), label: place.label, part, bytes };
}

async function readInFolders(leaf: Leaf, reading: Reading): Promise<UploadResult> {
  const bytes = await leaf.read();
  const { label, part } = placeOf(leaf.path);
  const picture = pictureOf({ path: leaf.path, bytes }, { label: label ?? '', part }, reading);
  if (!picture.ok || label !== null) return picture;
  return problem('image.no-class', { file: leaf.path }, leaf.path);
}

async function readListed(leaf: Leaf, reading: Reading): Promise<UploadResult> {
  const bytes = await leaf.read();
  for (const list of reading.found.lists) {
    const folder = folderOf(list.file);
    const below =
      folder !== '' && leaf.path.startsWith(`${folder}/`) ? leaf.path.slice(folder.length + 1) : null;
    const key = [below, leaf.path].find((path) => path !== null && list.pictures.has(path));
    if (key === null || key === undefined) continue;
    reading.met.add(`${list.file}\0${key}`);
    const { label, part } = list.pictures.get(key)!;
    return pictureOf({ path: leaf.path, bytes }, { label, part: part ?? placeOf(leaf.path).part }, reading);
  }
  if (imageFormatOf(bytes) === null) return wrongKind(leaf.path, pictureFormats, bytes);
  const csv = reading.found.lists.map(({ file }) => file).join(', ');
  return problem('csv.not-listed', { file: leaf.path, csv }, leaf.path);
}

async function* readIdx(
  leaf: Leaf,
  stem: string,
  { found, options, taken }: Reading,
): AsyncGenerator<UploadResult, void, undefined> {
  const labels = found.labels.get(stem);
  const refuse = (expected: Bilingual, received: string | Bilingual) =>
    problem('idx.unreadable', { file: leaf.path, expected, received }, leaf.path);
  if (!labels) {
    const name = `${stem.split('/').at(-1)}-labels-idx1-ubyte`;
    yield refuse(
      { en: `labels beside it (${name})`, zh: `旁边有标签文件（${name}）` },
      { en: 'none that can be read', zh: '没有可读的标签' },
    );
    return;
  }
  const classes = classesFor(leaf.path, found);
  const part = partBySplit(leaf.path, options.split) ?? partInName(stem) ?? placeOf(leaf.path).part;
  const maxPixels = (options.maxMegapixels ?? defaultMaxMegapixels) * 1e6;
  for await (const { index, count, pixels } of readIdxImages(leaf.path, await leaf.stream(), maxPixels)) {
    if (count !== labels.length) {
      yield refuse(
        {
          en: `${labels.length} pictures, as there are labels`,
          zh: `${labels.length} 张图片（与标签数一致）`,
        },
        `${count}`,
      );
      return;
    }
    const label = classes.length > 0 ? classes[labels[index]] : String(labels[index]);
    if (label === undefined) {
      yield refuse(
        { en: `a label number below ${classes.length}`, zh: `小于 ${classes.length} 的标签编号` },
        { en: `${labels[index]} for picture ${index}`, zh: `第 ${index} 张图片为 ${labels[index]}` },
      );
      continue;
    }
    const path = freeName(`${stem}/${label}/${String(index).padStart(5, '0')}.png`, taken);
    yield { ok: true, path, label, part, bytes: encodePng(pixels), pixels };
  }
}

/** What one file gives; nothing for files that only say how others are labelled. */
async function* readLeaf(leaf: Leaf, reading: Reading): AsyncGenerator<UploadResult, void, undefined> {
  const { found } = reading;
  const idx = idxRole(leaf.path);
  if (found.layout === 'idx') {
    if (idx?.role === 'images') yield* readIdx(leaf, idx.stem, reading);
    else if (idx === null && !isClasses(leaf.path)) yield wrongKind(leaf.path, idxOnly, await leaf.read());
    return;
  }
  if (found.lists.some(({ file }) => file === leaf.path)) return;
  if (found.problems.some(({ problem }) => problem.file === leaf.path)) return; // it was reported by the survey
  if (isList(leaf.path)) {
    const expected = 'a CSV with the columns path and label';
    yield problem('file.unsupported', { file: leaf.path, expected, received: 'another table' }, leaf.path);
  } else yield found.layout === 'list' ? await readListed(leaf, reading) : await readInFolders(leaf, reading);
}

/** Rows of lists whose pictures were not there, after everything was read. */
function missingRows({ found, met }: Reading): ItemProblem[] {
  return found.lists.flatMap(({ file, pictures }) =>
    [...pictures]
      .filter(([path]) => !met.has(`${file}\0${path}`))
      .map(([path, { row }]) => missingPicture(file, path, row)),
  );
}

/**
 * Finds the labelled pictures of an upload: folders per class (perhaps below `train`, `test`, `val`), the same in a zip, tar
 * or tar.gz, a CSV of paths and labels beside them, or IDX files with their labels and `classes.txt`; any file may end in
 * `.gz`. Files are read one at a time and nothing is kept, so an archive never sits whole in memory. What cannot be
 * used becomes a problem that names it, and the rest goes on.
 *
 * @throws AppError `request.cancelled` after the signal
 */
export async function* readUpload(
  files: readonly SourceEntry[],
  options: UploadOptions = {},
): AsyncGenerator<UploadResult, void, undefined> {
  const limits = { ...defaultLimits, ...options.limits };
  const known: KnownSource[] = [];
  for (const source of files) known.push({ source, kind: await kindOf(source) });
  const idx = known.some(({ source }) => idxRole(source.path.replace(/\.gz$/i, ''))?.role === 'images');
  const sources = idx ? known.filter(({ kind }) => kind === 'file' || kind === 'gzip') : known;
  for (const { source } of known.filter((one) => !sources.includes(one))) {
    const expected = 'IDX files only, as this upload holds IDX files';
    yield problem('file.unsupported', { file: source.path, expected, received: 'an archive' }, source.path);
  }
  const found = await survey({ sources, limits });
  options.onExpected?.(found.expected);
  yield* found.problems;
  yield* found.lists.flatMap((list) =>
    list.problems.map((one): UploadResult => ({ ok: false, problem: one })),
  );
  const reading: Reading = { options, found, taken: new Set(), met: new Set() };
  for await (const leaf of allLeaves({ sources, limits })) {
    if (options.signal?.aborted) throw new AppError('request.cancelled');
    if (!leaf.ok) yield leaf;
    else
      try {
        yield* readLeaf(leaf, reading);
      } catch (error) {
        yield problemOfError(error, leaf.path);
      }
  }
  for (const one of missingRows(reading)) yield { ok: false, problem: one };
}

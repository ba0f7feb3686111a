import { namedLikeImage } from '../image/formats.ts';
import { readPictureList, type PictureList } from './csv.ts';
import { idxRole, readIdxLabels } from './idx.ts';
import type { Leaf } from './leaf.ts';
import { problemOfError } from './leaf.ts';
import { leavesOf, type SourceKind } from './leaves.ts';
import type { SourceEntry, UploadLimits, UploadProblem } from './source.ts';

/** A source and what it was found to be. */
export interface KnownSource {
  readonly source: SourceEntry;
  readonly kind: SourceKind;
}

/** What a first look over the names finds, before any picture is read. */
export interface Survey {
  /** Where the pictures and their labels come from; IDX files go before lists, lists before folders. */
  readonly layout: 'idx' | 'list' | 'folders';
  readonly lists: readonly PictureList[];
  /** Label numbers by the stem of their IDX file. */
  readonly labels: ReadonlyMap<string, Uint8Array>;
  /** Class names by the folder of their `classes.txt`, `''` for the top. */
  readonly classes: ReadonlyMap<string, readonly string[]>;
  /** Pictures that can be expected. */
  readonly expected: number;
  readonly problems: readonly UploadProblem[];
}

export interface Sources {
  readonly sources: readonly KnownSource[];
  readonly limits: UploadLimits;
}

/** All files of all sources, one by one. */
export async function* allLeaves({
  sources,
  limits,
}: Sources): AsyncGenerator<Leaf | UploadProblem, void, undefined> {
  for (const { source, kind } of sources)
    yield* leavesOf(source, kind, { alone: sources.length === 1, limits });
}

export const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const nameOf = (path: string): string => path.split('/').at(-1)!;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Names, one a line, in the order of the label numbers. */
const readClasses = (content: string): string[] =>
  content
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const isList = (path: string): boolean => /\.csv$/i.test(path);
export const isClasses = (path: string): boolean => /^classes\.txt$/i.test(nameOf(path));

/** Reads the small files that say how the pictures are labelled. */
export async function survey(all: Sources): Promise<Survey> {
  const lists: PictureList[] = [];
  const labels = new Map<string, Uint8Array>();
  const classes = new Map<string, readonly string[]>();
  const problems: UploadProblem[] = [];
  let [pictures, idxFiles] = [0, 0];
  const look = async (leaf: Leaf): Promise<void> => {
    const idx = idxRole(leaf.path);
    if (idx?.role === 'images') idxFiles++;
    else if (idx?.role === 'labels') labels.set(idx.stem, readIdxLabels(leaf.path, await leaf.read()));
    else if (isClasses(leaf.path)) classes.set(folderOf(leaf.path), readClasses(text(await leaf.read())));
    else if (isList(leaf.path)) {
      const list = readPictureList(leaf.path, text(await leaf.read()));
      if (list) lists.push(list);
    } else if (namedLikeImage(leaf.path)) pictures++;
  };
  for await (const leaf of allLeaves(all)) {
    if (!leaf.ok) continue; // the second pass meets it again and reports it
    try {
      await look(leaf);
    } catch (error) {
      problems.push(problemOfError(error, leaf.path));
    }
  }
  const labelled = [...labels.values()].reduce((sum, numbers) => sum + numbers.length, 0);
  const layout = idxFiles > 0 ? 'idx' : lists.length > 0 ? 'list' : 'folders';
  return { layout, lists, labels, classes, expected: layout === 'idx' ? labelled : pictures, problems };
}

/** The class names that stand nearest above a file. */
export function classesFor(path: string, { classes }: Survey): readonly string[] {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const found = classes.get(folder);
    if (found) return found;
    if (folder === '') return [];
  }
}

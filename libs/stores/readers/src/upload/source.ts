import type { Readable } from 'node:stream';
import type { ItemProblem, Part } from '@millwright/contracts';
import type { Pixels } from '@millwright/tensors';

/** One file that was handed over: a picture, an archive, an IDX file, a CSV. */
export interface SourceEntry {
  /** Name relative to what was handed over, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** May be called more than once. */
  open(): Promise<Readable>;
  /** Where it lies on disk, if it does; a zip without is copied to a temporary file first. */
  readonly file?: string;
}

/** One labelled picture of an upload, as its file's bytes. */
export interface UploadItem {
  readonly ok: true;
  /** Name inside the upload; no two items share it. */
  readonly path: string;
  readonly label: string;
  readonly part: Part | null;
  readonly bytes: Uint8Array;
  /** Where the source holds pixels rather than picture files (IDX): the same picture, decoded. */
  readonly pixels?: Pixels;
}

/** A file, an entry or a row that was left out, and why. */
export interface UploadProblem {
  readonly ok: false;
  readonly problem: ItemProblem;
}
export type UploadResult = UploadItem | UploadProblem;

/** What protects disk and memory against archives made to fill them. */
export interface UploadLimits {
  /** Largest file inside an archive [bytes]. */
  readonly entryBytes: number;
  /** Unpacked bytes per packed byte, per entry and over a whole archive. */
  readonly ratio: number;
  /** Unpacked size up to which the ratio is not asked [bytes]: small files of one colour shrink a lot. */
  readonly ratioFrom: number;
}

export const defaultLimits: UploadLimits = { entryBytes: 256e6, ratio: 200, ratioFrom: 4e6 };

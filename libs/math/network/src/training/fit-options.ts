import type { Batch } from '../open.ts';
import type { Schedule } from './schedule.ts';

/** Figures by name, such as `loss` or `validation.accuracy`. */
export type Figures = Readonly<Record<string, number>>;

/** Training that stops when a figure no longer improves; the best weights are put back in any case. */
export interface EarlyStopping {
  /** Name of a figure that `validate` gives. */
  readonly figure: string;
  readonly goal: 'min' | 'max';
  /** Epochs without improvement after which it stops; never where it is absent, the best weights come back all the same. */
  readonly patience?: number;
  /** Improvement below this does not count. */
  readonly minDelta?: number;
}

/** Everything a training needs to go on in another process as if it had never stopped. */
export interface FitCheckpoint {
  readonly state: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** `loss`, `learningRate`, and what `validate` gave. */
  readonly figures: Figures;
  readonly best: boolean;
}

export interface FitOptions {
  readonly epochs: number;
  /** Batches of an epoch; the schedule and the remaining time are reckoned with it. */
  readonly stepsPerEpoch: number;
  /** The batches of an epoch (from 0); equal epochs give equal batches, so that a resumed training sees the same. */
  batches(epoch: number): Iterable<Batch> | AsyncIterable<Batch>;
  /** Figures on held-out data after each epoch. */
  validate?(): Promise<Figures>;
  readonly schedule?: Schedule;
  readonly earlyStopping?: EarlyStopping;
  readonly signal?: AbortSignal;
  /** After each batch: share done, 0..1, and what is left [s]. */
  onProgress?(progress: { readonly done: number; readonly remainingSeconds: number | null }): void;
  onEpoch?(report: EpochReport): void | Promise<void>;
  /** Kept after each epoch. */
  checkpoint?(checkpoint: FitCheckpoint): Promise<void>;
  readonly resume?: FitCheckpoint | null;
}

export interface FitResult {
  readonly epochs: readonly EpochReport[];
  /** Epoch whose weights are in place now, from 1. */
  readonly bestEpoch: number;
  readonly figures: Figures;
  readonly stoppedEarly: boolean;
}

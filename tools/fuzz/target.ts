import type { ErrorCode } from '@millwright/contracts';
import type { Random } from '@millwright/tensors';

/** Files by name, as they are handed to a reader. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A reader of foreign bytes and the good files that it is tried with. */
export interface Target {
  readonly name: string;
  /** Made once, before the first input. */
  prepare(): Promise<PreparedTarget>;
}

export interface PreparedTarget {
  /** A damaged input; equal random numbers give equal ones. */
  damaged(random: Random): Files;
  /** Good inputs: each must be accepted, or the damaged ones would prove nothing. */
  readonly good: readonly Files[];
  /**
   * Reads it.
   *
   * @returns codes of what was refused item by item; none where all was accepted
   * @throws AppError where the whole was refused
   */
  read(files: Files): Promise<readonly ErrorCode[]>;
}

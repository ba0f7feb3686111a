import type { ErrorCode } from '@millwright/contracts';

/** What an input may cost at most; beyond it the reader is at fault. */
export const limits = {
  /** Time [ms]. */
  milliseconds: 5000,
  /** Growth of the process at its peak [MB]: a picture of 50 million pixels is decoded within it. */
  megabytes: 1024,
  /** Silence after which the process counts as hung [ms]. */
  silence: 20_000,
} as const;

/** What became of an input, a line of JSON each. */
export interface Line {
  readonly index: number;
  /** Codes of what was refused; none where it was accepted. */
  readonly codes: readonly ErrorCode[];
  /** Whatever must not happen. */
  readonly fault?: string;
}

/** What became of all inputs of a reader. */
export interface Tally {
  readonly reader: string;
  readonly inputs: number;
  readonly accepted: number;
  /** Inputs by the first code that refused something in them. */
  readonly refused: Readonly<Record<string, number>>;
  readonly faults: readonly { readonly index: number; readonly fault: string }[];
}

export function tallyOf(reader: string, lines: readonly Line[]): Tally {
  const refused: Record<string, number> = {};
  for (const { codes, fault } of lines)
    if (fault === undefined && codes.length > 0) refused[codes[0]] = (refused[codes[0]] ?? 0) + 1;
  return {
    reader,
    inputs: lines.length,
    accepted: lines.filter(({ codes, fault }) => fault === undefined && codes.length === 0).length,
    refused: Object.fromEntries(Object.entries(refused).sort(([, a], [, b]) => b - a)),
    faults: lines.flatMap(({ index, fault }) => (fault === undefined ? [] : [{ index, fault }])),
  };
}

import type { Named } from '../command/by-name.ts';

/** A figure that somebody published, and where. */
export interface Reference {
  readonly metric: string;
  readonly value: number;
  readonly source: string;
}

/** What a name gives, as one JSON object. */
export interface Result {
  readonly name: string;
  /** Folder that was measured. */
  readonly data: string;
  readonly seed: number;
  readonly engine: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly baseline: Readonly<Record<string, number>>;
  readonly reference: readonly Reference[];
  /** From the first file read to the last figure. */
  readonly seconds: number;
}

export interface Wish {
  /** Folder; the set that the name was written for where it is absent. */
  readonly data?: string;
  readonly seed: number;
  /** Model definition; the family's default where it is absent. */
  readonly model?: string;
  /**
   * Judged on the last so many pictures of each class of the training part, and the test part is not read: for choices,
   * which never look at the test part.
   */
  readonly holdBack?: number;
}

/** A measurement that a person can repeat. */
export interface Reproduction extends Named {
  run(wish: Wish): Promise<Result>;
}

const digits = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(4));

/** The figures for a person: a line each, beside baseline and published figures. */
export function resultTable({ metrics, baseline, reference, ...result }: Result): string {
  const names = Object.keys(metrics);
  const width = Math.max(...names.map((name) => name.length), 6);
  const row = (cells: readonly string[]): string =>
    [cells[0].padEnd(width), ...cells.slice(1).map((cell) => cell.padStart(10))].join('  ');
  return [
    `${result.name}  data ${result.data}  seed ${result.seed}  engine ${result.engine}  ${result.seconds.toFixed(0)} s`,
    '',
    row(['metric', 'ours', 'baseline']),
    ...names.map((name) =>
      row([name, digits(metrics[name]), name in baseline ? digits(baseline[name]) : '-']),
    ),
    ...(reference.length > 0 ? [''] : []),
    ...reference.map(({ metric, value, source }) => `${metric} ${digits(value)}  ${source}`),
  ].join('\n');
}

import type { Named } from '../command/by-name.ts';

/** One line of a comparison; `ours` and `reference` are the best of several rounds that alternate in one run. */
export interface BenchRow {
  readonly case: string;
  /** What ran on our side. */
  readonly engine: string;
  /** Name of the reference in lower case, such as `opencv`. */
  readonly against: string;
  readonly ours: number;
  readonly reference: number;
  /** ours / reference */
  readonly ratio: number;
  readonly unit: string;
  /** The ratio that must be reached, where one is set, and whether it is. */
  readonly target?: number;
  readonly met?: boolean;
}

export interface BenchResult {
  readonly rows: readonly BenchRow[];
  /** What the references were, by name: libraries and their versions. */
  readonly measuredWith: Readonly<Record<string, string>>;
  /** What could not be measured here, and why. */
  readonly leftOut: readonly string[];
}

/** A comparison that a person can repeat. */
export interface Bench extends Named {
  readonly cases: readonly string[];
  /** @param cases - those of them to be measured */
  run(cases: readonly string[]): Promise<BenchResult>;
}

/** Shortest time of each side [seconds] over rounds in which they take turns, so that a busy machine is busy for all. */
export async function alternate(
  rounds: number,
  sides: readonly (() => Promise<number>)[],
): Promise<number[]> {
  const best = sides.map(() => Infinity);
  for (let round = 0; round < rounds; round++)
    for (const [i, side] of sides.entries()) best[i] = Math.min(best[i], await side());
  return best;
}

/** The value below which `share` of the sorted values lie. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const verdict = ({ target, met }: BenchRow): string =>
  target === undefined ? '-' : `<= ${target.toFixed(2)} ${met ? 'met' : 'not met'}`;

/** The rows for a person. */
export function benchTable(rows: readonly BenchRow[]): string {
  const cells = [
    ['case', 'engine', 'against', 'ours', 'reference', 'ratio', 'unit', 'target'],
    ...rows.map((row) => [
      row.case,
      row.engine,
      row.against,
      digits(row.ours),
      digits(row.reference),
      row.ratio.toFixed(2),
      row.unit,
      verdict(row),
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const isFigure = (column: number) => column >= 3 && column <= 5;
  return cells
    .map((line) =>
      line
        .map((cell, i) => (isFigure(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

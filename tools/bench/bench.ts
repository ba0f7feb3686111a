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
}

/** A comparison that a person can repeat. */
export interface Bench {
  readonly name: string;
  readonly summary: { readonly en: string; readonly zh: string };
  run(): Promise<BenchRow[]>;
}

/** Shortest time of both sides [seconds] over rounds that alternate, so that a busy machine is busy for both. */
export async function alternate(
  rounds: number,
  ours: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<{ ours: number; reference: number }> {
  const best = { ours: Infinity, reference: Infinity };
  for (let round = 0; round < rounds; round++) {
    best.ours = Math.min(best.ours, await ours());
    best.reference = Math.min(best.reference, await reference());
  }
  return best;
}

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** The rows for a person. */
export function benchTable(rows: readonly BenchRow[]): string {
  const cells = [
    ['case', 'engine', 'against', 'ours', 'reference', 'ratio', 'unit'],
    ...rows.map((row) => [
      row.case,
      row.engine,
      row.against,
      digits(row.ours),
      digits(row.reference),
      row.ratio.toFixed(2),
      row.unit,
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

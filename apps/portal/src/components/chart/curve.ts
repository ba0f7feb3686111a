/** One line of a chart. */
export interface Curve {
  readonly key: string;
  readonly name: string;
  /** `[x, y]`, in the order of x. */
  readonly points: readonly (readonly [number, number])[];
  readonly colour: string;
  readonly dashed: boolean;
}

/** Colours of the page, for what is drawn on a canvas. */
export interface Look {
  readonly text: string;
  readonly strong: string;
  readonly line: string;
  readonly background: string;
  readonly font: string;
}

/** All x of the curves and the y of each there, as a table. */
export function tableOf(curves: readonly Curve[]): { x: number; values: (number | null)[] }[] {
  const rows = new Map<number, (number | null)[]>();
  curves.forEach(({ points }, at) => {
    for (const [x, y] of points) {
      const row = rows.get(x) ?? curves.map(() => null);
      row[at] = y;
      rows.set(x, row);
    }
  });
  return [...rows].sort(([a], [b]) => a - b).map(([x, values]) => ({ x, values }));
}

import type { Cell } from './csv.ts';

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

/** Rows by one value; numbers by size, texts as the language orders them, absent values last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => Cell,
  { descending, language }: { descending: boolean; language: string },
): Row[] {
  const texts = new Intl.Collator(language, { numeric: true });
  const compare = (a: Cell, b: Cell): number => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return texts.compare(String(a), String(b));
  };
  const isAbsent = (value: Cell) => value === null || value === undefined;
  return [...rows].sort((left, right) => {
    const [a, b] = [valueOf(left), valueOf(right)];
    if (isAbsent(a) || isAbsent(b)) return Number(isAbsent(a)) - Number(isAbsent(b));
    return descending ? compare(b, a) : compare(a, b);
  });
}

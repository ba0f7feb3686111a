import { words } from '../command/words.mjs';
import type { Tally } from './outcome.ts';

/** What became of the inputs, a reader a line. */
export function tallyTable(tallies: readonly Tally[]): string {
  const titles: string = words('reader|inputs|accepted|faults|refused', '读取器|输入|接受|故障|拒绝');
  const head = titles.split('|');
  const rows = tallies.map(({ reader, inputs, accepted, faults, refused }) => [
    reader,
    ...[inputs, accepted, faults.length].map(String),
    Object.entries(refused)
      .map(([code, count]) => `${code} ${count}`)
      .join(', '),
  ]);
  const width = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(width[column]) : cell.padStart(width[column]),
      )
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

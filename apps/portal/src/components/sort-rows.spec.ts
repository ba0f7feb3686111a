import { sortRows } from './sort-rows.ts';

const sorted = (values: (string | number | null)[], descending = false) =>
  sortRows(values, (value) => value, { descending, language: 'zh-CN' });

describe('sortRows', () => {
  it('orders numbers by size and numbers inside texts too', () => {
    expect(sorted([10, 9, 100])).toEqual([9, 10, 100]);
    expect(sorted(['part 10', 'part 9'])).toEqual(['part 9', 'part 10']);
  });

  it('keeps absent values last in both directions', () => {
    expect(sorted([null, 2, 1])).toEqual([1, 2, null]);
    expect(sorted([null, 1, 2], true)).toEqual([2, 1, null]);
  });
});

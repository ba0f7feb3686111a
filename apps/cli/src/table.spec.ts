import { figure, list, table } from './table.ts';

describe('table', () => {
  it('lines columns up, Chinese characters counting as two', () => {
    expect(
      table(
        ['名称', 'rows'],
        [
          ['ab', '1'],
          ['零件组', '20'],
        ],
      ),
    ).toBe(['名称    rows', '------  ----', 'ab      1', '零件组  20'].join('\n'));
  });

  it('writes names and values, one pair a line', () => {
    expect(
      list([
        ['state', 'ready'],
        ['名称', 'x'],
      ]),
    ).toBe('state  ready\n名称   x');
  });

  it('gives figures four digits and counts none', () => {
    expect([figure(0.98765), figure(715)]).toEqual(['0.9877', '715']);
  });
});

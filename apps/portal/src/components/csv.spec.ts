import { toCsv } from './csv.ts';

describe('toCsv', () => {
  it('writes rows as RFC 4180 says, quotes doubled, absent values empty', () => {
    expect(
      toCsv(
        ['file', 'sure'],
        [
          ['a "b", c', 0.5],
          ['两\n行', null],
        ],
      ),
    ).toBe('\uFEFFfile,sure\r\n"a ""b"", c",0.5\r\n"两\n行",\r\n');
  });

  it('keeps a spreadsheet from running a name as a formula, but not numbers from being negative', () => {
    expect(toCsv(['x'], [['=1+1'], [-1]])).toBe("\uFEFFx\r\n'=1+1\r\n-1\r\n");
  });
});

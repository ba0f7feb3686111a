import { toAppError } from '@millwright/contracts';
import { parseJson } from './json-body.ts';

const parse = (text: string) => parseJson(new TextEncoder().encode(text));
const codeOf = (text: string) => {
  try {
    parse(text);
    return 'taken';
  } catch (error) {
    return toAppError(error).code;
  }
};

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    const value = { a: [1, 2, { b: '中文 [[[ "{" \\' }], c: null };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it('takes 64 levels and refuses one more, of lists, of objects and of both', () => {
    const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    const objects = (levels: number) => '{"a":'.repeat(levels - 1) + '{}' + '}'.repeat(levels - 1);
    const both = (levels: number) => '[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2);
    for (const nested of [lists, objects, both]) {
      expect(codeOf(nested(64))).toBe('taken');
      expect(codeOf(nested(66))).toBe('request.too-deep');
    }
  });

  it('refuses five million brackets without following them', () => {
    expect(codeOf('['.repeat(5_000_000))).toBe('request.too-deep');
  });

  it('counts no brackets inside texts, whatever is escaped there', () => {
    const texts = ['['.repeat(1000), `\\"${'{'.repeat(1000)}`, `\\\\`, `"${'['.repeat(100)}"`];
    expect(codeOf(JSON.stringify(texts))).toBe('taken');
  });

  it.each([['{'], ['nothing'], ['']])('says that %j is no JSON', (text) => {
    expect(codeOf(text)).toBe('request.invalid');
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(/JSON/);
  });
});

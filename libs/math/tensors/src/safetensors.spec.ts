import { AppError } from '@millwright/contracts';
import { ndArray, type NdArray } from './nd-array.ts';
import { fromSafetensors, toSafetensors } from './safetensors.ts';

/** A file by the published format: u64 length of the header, header, values. */
function file(header: unknown, values: string, padding = 0): Uint8Array {
  const json = Buffer.from(JSON.stringify(header) + ' '.repeat(padding), 'utf8');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.from(values, 'hex')]);
}
const messageOf = (bytes: Uint8Array): string => {
  try {
    fromSafetensors(bytes, 'weights.safetensors');
  } catch (error) {
    return `${(error as AppError).code} ${(error as AppError).message}`;
  }
  return 'nothing';
};
const entry = (dtype: string, shape: number[], from: number, to: number): object => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe('fromSafetensors', () => {
  it('reads a file laid out by hand after the published format, metadata left aside', () => {
    const header = {
      __metadata__: { format: 'pt' },
      bias: entry('F32', [2], 0, 8),
      count: entry('I32', [], 8, 12),
      grey: entry('U8', [1, 3], 12, 15),
    };
    const arrays = fromSafetensors(file(header, '0000803f000020c1feffffff01ff80', 5));
    expect([...arrays.keys()].sort()).toEqual(['bias', 'count', 'grey']);
    expect([...(arrays.get('bias') as NdArray).data]).toEqual([1, -10]);
    expect(arrays.get('count')).toMatchObject({ dtype: 'int32', shape: [] });
    expect([...(arrays.get('count') as NdArray).data]).toEqual([-2]);
    expect([...(arrays.get('grey') as NdArray).data]).toEqual([1, 255, 128]);
  });
  it('says what is wrong with a file, and reads nothing of it', () => {
    const whole = file({ a: entry('F32', [1], 0, 4) }, '0000803f');
    expect(messageOf(whole)).toBe('nothing');
    expect(messageOf(Buffer.from('abc'))).toMatch(/tensor\.format weights\.safetensors: expected at least 8/);
    expect(messageOf(whole.subarray(0, 20))).toMatch(/expected a header inside its 20 bytes/);
    expect(messageOf(whole.subarray(0, -1))).toMatch(/expected 4 bytes of values, received 3/);
    expect(messageOf(Buffer.concat([whole, Buffer.of(0)]))).toMatch(/expected 4 bytes of values, received 5/);
    expect(messageOf(file([1], ''))).toMatch(/a JSON object/);
    expect(messageOf(file({ a: entry('BF16', [1], 0, 2) }, '0000'))).toMatch(/received BF16/);
    expect(messageOf(file({ a: entry('F32', [2], 0, 4) }, '0000803f'))).toMatch(/expected 8 bytes for a/);
    expect(messageOf(file({ a: entry('F32', [-1], 0, 4) }, '0000803f'))).toMatch(/a with a shape/);
    expect(messageOf(file({ a: { dtype: 'F32', shape: [1] } }, '0000803f'))).toMatch(/two offsets/);
    expect(messageOf(file({ a: null }, ''))).toMatch(/of type F32/);
  });
  it('refuses values that overlap or leave a gap', () => {
    const overlap = { a: entry('U8', [2], 0, 2), b: entry('U8', [2], 1, 3) };
    expect(messageOf(file(overlap, '000000'))).toMatch(/expected b at byte 2 of the values, received byte 1/);
    const gap = { a: entry('U8', [1], 0, 1), b: entry('U8', [1], 2, 3) };
    expect(messageOf(file(gap, '000000'))).toMatch(/expected b at byte 1 of the values, received byte 2/);
  });
  it('refuses a header that claims to be longer than any file', () => {
    const bytes = Buffer.alloc(16, 0xff);
    expect(messageOf(bytes)).toMatch(/expected a header inside/);
  });
});

describe('toSafetensors', () => {
  const arrays = new Map<string, NdArray>([
    ['w', ndArray('float32', [1, 2], Float32Array.of(1, -10))],
    ['b', ndArray('uint8', [3], Uint8Array.of(1, 2, 3))],
  ]);
  it('writes the layout of the published format, the header padded to 8 bytes, names in order', () => {
    const bytes = Buffer.from(toSafetensors(arrays, { made: 'here' }));
    const length = Number(bytes.readBigUInt64LE());
    expect(length % 8).toBe(0);
    expect(JSON.parse(bytes.subarray(8, 8 + length).toString())).toEqual({
      __metadata__: { made: 'here' },
      b: entry('U8', [3], 0, 3),
      w: entry('F32', [1, 2], 3, 11),
    });
    expect(bytes.subarray(8 + length).toString('hex')).toBe('0102030000803f000020c1');
  });
  it('gives back what was written, and equal bytes for equal content in another order', () => {
    const bytes = toSafetensors(arrays);
    const read = fromSafetensors(bytes);
    expect(read.get('w')).toEqual(arrays.get('w'));
    expect(read.get('b')).toEqual(arrays.get('b'));
    expect(toSafetensors(new Map([...arrays].reverse()))).toEqual(bytes);
  });
});

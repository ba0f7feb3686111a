import type { AppError, Datatype } from '@millwright/contracts';
import { bytesOfTensor, jsonOfTensor, tensorFromBytes, tensorFromJson } from './tensor-codec.ts';

const head = (datatype: Datatype, shape: readonly number[]) => ({ name: 'x', datatype, shape });
const bytes = (text: string) =>
  Uint8Array.from(text.split(' ').filter(Boolean), (byte) => parseInt(byte, 16));

/** Bytes written by hand after the standard: little-endian, native size, BYTES with their length in 4 bytes. */
const examples: [Datatype, (number | boolean | string)[], string][] = [
  ['BOOL', [true, false, true], '01 00 01'],
  ['UINT8', [0, 255], '00 ff'],
  ['UINT16', [1, 0xabcd], '01 00 cd ab'],
  ['UINT32', [1, 0xdeadbeef], '01 00 00 00 ef be ad de'],
  ['UINT64', [258], '02 01 00 00 00 00 00 00'],
  ['INT8', [-1, 127], 'ff 7f'],
  ['INT16', [-2, 256], 'fe ff 00 01'],
  ['INT32', [-1, 2], 'ff ff ff ff 02 00 00 00'],
  ['INT64', [-2, 3], 'fe ff ff ff ff ff ff ff 03 00 00 00 00 00 00 00'],
  ['FP32', [1, -2.5], '00 00 80 3f 00 00 20 c0'],
  ['FP64', [1, -2], '00 00 00 00 00 00 f0 3f 00 00 00 00 00 00 00 c0'],
  ['BYTES', ['ok', '', '孔'], '02 00 00 00 6f 6b 00 00 00 00 03 00 00 00 e5 ad 94'],
];

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  throw new Error('accepted');
}

describe('a tensor', () => {
  it.each(examples)('of %s is the same in JSON and in bytes', (datatype, elements, hex) => {
    const fromJson = tensorFromJson(head(datatype, [elements.length]), elements);
    expect(Buffer.from(bytesOfTensor(fromJson))).toEqual(Buffer.from(bytes(hex)));
    const fromBytes = tensorFromBytes(head(datatype, [elements.length]), bytes(hex));
    expect(jsonOfTensor(fromBytes)).toEqual(elements);
  });

  it('of FP16 travels in bytes alone', () => {
    const tensor = tensorFromBytes(head('FP16', [3]), bytes('00 3c 00 c0 55 35'));
    expect([...(tensor.values as Float32Array)]).toEqual([1, -2, Math.fround(1365 / 4096)]);
    expect(Buffer.from(bytesOfTensor(tensor)).toString('hex')).toBe('003c00c05535');
    expect(refusal(() => jsonOfTensor(tensor)).code).toBe('inference.datatype');
    expect(refusal(() => tensorFromJson(head('FP16', [1]), [1])).code).toBe('inference.datatype');
  });

  it('keeps all 64 bits in bytes, where JSON could not', () => {
    const hex = 'ff ff ff ff ff ff ff 7f';
    const tensor = tensorFromBytes(head('INT64', [1]), bytes(hex));
    expect([...(tensor.values as BigInt64Array)]).toEqual([2n ** 63n - 1n]);
    expect(refusal(() => jsonOfTensor(tensor)).code).toBe('inference.value');
  });

  it('is read from the middle of a body, whatever its place', () => {
    const body = bytes('aa 00 00 80 3f bb');
    expect(jsonOfTensor(tensorFromBytes(head('FP32', [1]), body.subarray(1, 5)))).toEqual([1]);
  });

  it('may be nested in JSON as its shape says, or flat', () => {
    const nested = tensorFromJson(head('INT32', [2, 3]), [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const flat = tensorFromJson(head('INT32', [2, 3]), [1, 2, 3, 4, 5, 6]);
    expect(jsonOfTensor(nested)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(flat).toEqual(nested);
    expect(jsonOfTensor(tensorFromJson(head('FP32', []), [7]))).toEqual([7]);
  });

  it.each([
    ['nested in another way', [2, 2], [[1, 2, 3, 4]]],
    ['nested by half', [2, 2], [[1, 2], 3]],
    ['nested deeper than its shape', [2], [[1], [2]]],
  ])('%s is refused', (_, shape, data) => {
    expect(['inference.shape', 'inference.value']).toContain(
      refusal(() => tensorFromJson(head('INT32', shape), data)).code,
    );
  });

  it.each([
    ['a text', 'INT32', 'one'],
    ['a fraction', 'INT32', 1.5],
    ['what is above its range', 'UINT8', 256],
    ['what is below its range', 'UINT16', -1],
    ['a truth value', 'FP32', true],
    ['null', 'FP64', null],
    ['what single precision cannot hold', 'FP32', 1e39],
    ['a number', 'BOOL', 1],
    ['a number', 'BYTES', 7],
    ['an integer that a double does not hold', 'INT64', 2 ** 53],
    ['a negative one', 'UINT64', -1],
    ['an object', 'INT8', {}],
  ] as const)('refuses %s as an element of %s, naming its place', (_, datatype, element) => {
    const good = { BOOL: true, BYTES: 'a' }[datatype as string] ?? 0;
    const error = refusal(() => tensorFromJson(head(datatype, [2]), [good, element]));
    expect(error.code).toBe('inference.value');
    expect(error.params).toMatchObject({ tensor: 'x', place: 1 });
  });

  it.each([
    ['INT32', [2], [1], 2, 1],
    ['INT32', [2, 2], [1, 2, 3, 4, 5], 4, 5],
    ['BYTES', [1], [], 1, 0],
  ] as const)(
    'of %s and shape %j refuses another number of elements',
    (datatype, shape, data, expected, received) => {
      const error = refusal(() => tensorFromJson(head(datatype, shape), data));
      expect(error.code).toBe('inference.elements');
      expect(error.params).toMatchObject({ expected, received });
    },
  );

  it.each([
    ['FP32, too few', 'FP32', [2], '00 00 80 3f', 'inference.bytes', 8, 4],
    ['INT16, half an element too much', 'INT16', [1], '01 00 02', 'inference.bytes', 2, 3],
    ['BYTES, cut in an element', 'BYTES', [1], '03 00 00 00 61', 'inference.bytes', 7, 5],
    ['BYTES, cut in a length', 'BYTES', [1], '03 00', 'inference.bytes', 4, 2],
    ['BYTES, something behind', 'BYTES', [1], '01 00 00 00 61 00', 'inference.bytes', 5, 6],
    ['BYTES, one element too few', 'BYTES', [2], '01 00 00 00 61', 'inference.elements', 2, 1],
    ['BYTES, the largest length there is', 'BYTES', [1], 'ff ff ff ff', 'inference.bytes', 2 ** 32 + 3, 4],
  ] as const)(
    '%s: bytes that do not fit are refused',
    (_, datatype, shape, hex, code, expected, received) => {
      const error = refusal(() => tensorFromBytes(head(datatype, shape), bytes(hex)));
      expect([error.code, error.params['expected'], error.params['received']]).toEqual([
        code,
        expected,
        received,
      ]);
    },
  );

  it('refuses a byte of BOOL that is neither 0 nor 1', () => {
    const error = refusal(() => tensorFromBytes(head('BOOL', [2]), bytes('01 02')));
    expect([error.code, error.params['place'], error.params['received']]).toEqual([
      'inference.value',
      1,
      '2',
    ]);
  });

  it.each([
    ['not a number', 'FP32', '00 00 c0 7f'],
    ['bytes that are no text', 'BYTES', '01 00 00 00 ff'],
  ] as const)('that holds %s cannot be said in JSON', (_, datatype, hex) => {
    const tensor = tensorFromBytes(head(datatype, [1]), bytes(hex));
    expect(refusal(() => jsonOfTensor(tensor)).code).toBe('inference.value');
    expect(Buffer.from(bytesOfTensor(tensor))).toEqual(Buffer.from(bytes(hex)));
  });
});

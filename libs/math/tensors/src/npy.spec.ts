import { AppError } from '@millwright/contracts';
import { ndArray } from './nd-array.ts';
import { fromNpy, toNpy } from './npy.ts';

/** A file as numpy 1.26 writes it: magic and version, header padded with spaces, values. */
function numpyFile(version: string, header: string, headerBytes: number, values: string): Uint8Array {
  const words = Buffer.from(header.padEnd(headerBytes - 1) + '\n', 'latin1');
  return Buffer.concat([Buffer.from(`934e554d5059${version}`, 'hex'), words, Buffer.from(values, 'hex')]);
}
const version1 = '01007600';
const float32File = numpyFile(
  version1,
  "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
  0x76,
  '000000000000803e0000003f0000403f0000803f0000a03f',
);
const int32File = numpyFile(
  version1,
  "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }",
  0x76,
  'ffffffff02000000e0930400',
);
const scalarFile = numpyFile(version1, "{'descr': '|u1', 'fortran_order': False, 'shape': (), }", 0x76, '07');

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return `${(error as AppError).code}: ${(error as AppError).message}`;
  }
  return 'nothing';
};

describe('toNpy', () => {
  it('writes the very bytes that numpy 1.26 writes', () => {
    const quarters = Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25);
    expect(Buffer.from(toNpy(ndArray('float32', [2, 3], quarters)))).toEqual(float32File);
    expect(Buffer.from(toNpy(ndArray('int32', [3], Int32Array.of(-1, 2, 300000))))).toEqual(int32File);
    expect(Buffer.from(toNpy(ndArray('uint8', [], Uint8Array.of(7))))).toEqual(scalarFile);
  });
});

describe('fromNpy', () => {
  it('reads what numpy wrote', () => {
    expect(fromNpy(float32File)).toMatchObject({ dtype: 'float32', shape: [2, 3] });
    expect([...fromNpy(float32File).data]).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25]);
    expect([...fromNpy(int32File).data]).toEqual([-1, 2, 300000]);
    expect(fromNpy(scalarFile)).toMatchObject({ dtype: 'uint8', shape: [] });
  });
  it('narrows float64 to float32', () => {
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }";
    const array = fromNpy(numpyFile(version1, header, 0x76, '9a9999999999b93f00000000000004c0'));
    expect(array.dtype).toBe('float32');
    expect([...array.data]).toEqual([Math.fround(0.1), -2.5]);
  });
  it('reads version 2, whose header length has four bytes', () => {
    const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }";
    expect([...fromNpy(numpyFile('020074000000', header, 0x74, '0102')).data]).toEqual([1, 2]);
  });
  it('reads bytes that begin anywhere in their buffer', () => {
    const shifted = new Uint8Array(float32File.length + 3);
    shifted.set(float32File, 3);
    expect([...fromNpy(shifted.subarray(3)).data]).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25]);
  });
  it('says what was expected of a file that is none, cut off, or of another kind', () => {
    const header = (words: string): Uint8Array => numpyFile(version1, words, 0x76, '00');
    expect(codeOf(() => fromNpy(Buffer.from('no such file at all'), 'a.npy'))).toMatch(
      /tensor\.format: a\.npy: expected an \.npy file/,
    );
    expect(codeOf(() => fromNpy(float32File.subarray(0, 60)))).toMatch(/expected a header of 118 bytes/);
    expect(codeOf(() => fromNpy(float32File.subarray(0, -1)))).toMatch(/24 bytes of values, received 23/);
    const complex = "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }";
    expect(codeOf(() => fromNpy(header(complex)))).toMatch(/received <c8/);
    const fortran = "{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1), }";
    expect(codeOf(() => fromNpy(header(fortran)))).toMatch(/C order/);
    expect(codeOf(() => fromNpy(header('{}')))).toMatch(/descr, fortran_order and shape/);
    expect(codeOf(() => fromNpy(numpyFile('09007600', '{}', 0x76, '')))).toMatch(/version 1, 2 or 3/);
  });
});

import { AppError } from '@millwright/contracts';
import { ndArray, sizeOf, type DType, type NdArray } from './nd-array.ts';
import { fromLittleEndian, littleEndianBytes } from './safetensors.ts';

const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59); // \x93NUMPY
const descriptors: Readonly<Record<DType, string>> = { float32: '<f4', int32: '<i4', uint8: '|u1' };

/**
 * An array as the bytes of an `.npy` file, version 1.0: magic, header as a Python literal padded with spaces so
 * that the values begin at a multiple of 64 bytes, values in C order.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function toNpy(array: NdArray): Uint8Array {
  const shape = array.shape.length === 1 ? `${array.shape[0]},` : array.shape.join(', ');
  const words = `{'descr': '${descriptors[array.dtype]}', 'fortran_order': False, 'shape': (${shape}), }`;
  const total = Math.ceil((magic.length + 4 + words.length + 1) / 64) * 64;
  const values = littleEndianBytes(array);
  const bytes = new Uint8Array(total + values.length);
  bytes.set(magic);
  bytes.set([1, 0], magic.length);
  new DataView(bytes.buffer).setUint16(8, total - 10, true);
  bytes.set(new TextEncoder().encode(words.padEnd(total - 11) + '\n'), 10);
  bytes.set(values, total);
  return bytes;
}

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: number[];
}

const fail = (file: string, expected: string, received: string): never => {
  throw new AppError('tensor.format', { file, expected, received });
};

function parseWords(file: string, words: string): Header {
  const descr = /'descr':\s*'([^']+)'/.exec(words)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(words)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(words)?.[1];
  if (descr === undefined || fortran === undefined || shape === undefined)
    return fail(file, 'a header with descr, fortran_order and shape', words.slice(0, 100).trim());
  const sizes = shape.split(',').filter((part) => part.trim() !== '');
  return { descr, fortran: fortran === 'True', shape: sizes.map(Number) };
}

function split(file: string, bytes: Uint8Array): { header: Header; values: Uint8Array } {
  if (bytes.length < 10 || magic.some((byte, i) => bytes[i] !== byte))
    return fail(file, 'an .npy file', 'bytes that begin otherwise');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3) return fail(file, 'version 1, 2 or 3', String(version));
  const begin = version === 1 ? 10 : 12;
  if (bytes.length < begin) return fail(file, `at least ${begin} bytes`, String(bytes.length));
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (begin + length > bytes.length)
    return fail(file, `a header of ${length} bytes`, `${bytes.length - begin} bytes`);
  const words = new TextDecoder().decode(bytes.subarray(begin, begin + length));
  return { header: parseWords(file, words), values: bytes.subarray(begin + length) };
}

function narrowed(shape: readonly number[], values: Uint8Array): NdArray<'float32'> {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const data = new Float32Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = view.getFloat64(8 * i, true);
  return ndArray('float32', shape, data);
}

/**
 * The array of an `.npy` file in C order: float32, int32, uint8; float64 is narrowed to float32.
 *
 * @throws AppError `tensor.format` naming what is wrong
 */
export function fromNpy(bytes: Uint8Array, file = 'npy'): NdArray {
  const { header, values } = split(file, bytes);
  const { descr, shape } = header;
  if (header.fortran && shape.length > 1) fail(file, 'values in C order', 'Fortran order');
  const width = { '<f4': 4, '<i4': 4, '|u1': 1, '<u1': 1, '<f8': 8 }[descr];
  if (width === undefined) return fail(file, 'type <f4, <f8, <i4 or |u1', descr);
  if (values.length !== sizeOf(shape) * width)
    fail(file, `${sizeOf(shape) * width} bytes of values`, `${values.length} bytes`);
  if (descr === '<f8') return narrowed(shape, values);
  const dtype: DType = descr === '<f4' ? 'float32' : descr === '<i4' ? 'int32' : 'uint8';
  return fromLittleEndian(dtype, shape, values);
}

import { AppError } from '@millwright/contracts';
import { ndArray, sizeOf, type DType, type DTypes, type NdArray } from './nd-array.ts';

/** Names of the format for the types we keep. */
const codes: Readonly<Record<DType, string>> = { float32: 'F32', int32: 'I32', uint8: 'U8' };
const typeOf = new Map(Object.entries(codes).map(([dtype, code]) => [code, dtype as DType]));
const widths: Readonly<Record<DType, number>> = { float32: 4, int32: 4, uint8: 1 };
/** The format's own limit on its header [bytes]. */
const largestHeader = 100_000_000;
const metadataKey = '__metadata__';

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The values as little-endian bytes. */
export function littleEndianBytes({ data }: NdArray): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return littleEndian || data.BYTES_PER_ELEMENT === 1 ? bytes : swapped(bytes, data.BYTES_PER_ELEMENT);
}

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const turned = new Uint8Array(bytes);
  for (let from = 0; from < turned.length; from += width) turned.subarray(from, from + width).reverse();
  return turned;
}

/** An array from little-endian bytes, copied, so that alignment does not matter. */
export function fromLittleEndian<D extends DType>(
  dtype: D,
  shape: readonly number[],
  bytes: Uint8Array,
): NdArray<D> {
  // Not slice(): that of a Node Buffer is no copy.
  const copy = littleEndian ? new Uint8Array(bytes) : swapped(bytes, widths[dtype]);
  const arrays = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array };
  return ndArray(dtype, shape, new arrays[dtype](copy.buffer as ArrayBuffer) as DTypes[D]);
}

/**
 * Arrays by name as the bytes of a safetensors file: length of the header (u64, little endian), header (JSON,
 * padded with spaces to 8 bytes), values. Names are written in order, so that equal content gives equal bytes.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function toSafetensors(
  tensors: ReadonlyMap<string, NdArray>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header[metadataKey] = metadata;
  const names = [...tensors.keys()].sort();
  let end = 0;
  for (const name of names) {
    const { dtype, shape, data } = tensors.get(name) as NdArray;
    header[name] = { dtype: codes[dtype], shape, data_offsets: [end, (end += data.byteLength)] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length).set(json, 8);
  let at = 8 + length;
  for (const name of names) {
    const values = littleEndianBytes(tensors.get(name) as NdArray);
    bytes.set(values, at);
    at += values.length;
  }
  return bytes;
}

interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: number[];
  readonly begin: number;
  readonly end: number;
}

const fail = (file: string, expected: string, received: string): never => {
  throw new AppError('tensor.format', { file, expected, received });
};

function parseHeader(file: string, bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    // said below, together with a header that is JSON but no object
  }
  return fail(file, 'a header that is a JSON object', 'something else');
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function parseEntry(file: string, name: string, value: unknown): Entry {
  const { dtype: code, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  const dtype = typeOf.get(String(code));
  if (!dtype) return fail(file, `${name} of type ${[...typeOf.keys()].join(', ')}`, String(code));
  if (!Array.isArray(shape) || !shape.every(isSize))
    return fail(file, `${name} with a shape`, JSON.stringify(shape) ?? 'none');
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize))
    return fail(file, `${name} with two offsets`, JSON.stringify(offsets) ?? 'none');
  const [begin, end] = offsets as [number, number];
  const expected = sizeOf(shape) * widths[dtype];
  if (end - begin !== expected) fail(file, `${expected} bytes for ${name}`, `${end - begin} bytes`);
  return { name, dtype, shape, begin, end };
}

/** The values fill the file without a gap and without lying upon each other, as the format demands. */
function checkCover(file: string, entries: readonly Entry[], available: number): void {
  let at = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at) fail(file, `${name} at byte ${at} of the values`, `byte ${begin}`);
    at = end;
  }
  if (at !== available) fail(file, `${at} bytes of values`, `${available} bytes`);
}

/**
 * The arrays of a safetensors file by name; nothing in it is executed.
 *
 * @throws AppError `tensor.format` naming what is wrong
 */
export function fromSafetensors(bytes: Uint8Array, file = 'safetensors'): Map<string, NdArray> {
  if (bytes.length < 8) fail(file, 'at least 8 bytes', `${bytes.length}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(Math.min(largestHeader, bytes.length - 8)))
    fail(file, `a header inside its ${bytes.length} bytes`, `one of ${length} bytes`);
  const begin = 8 + Number(length);
  const header = parseHeader(file, bytes.subarray(8, begin));
  const entries = Object.entries(header)
    .filter(([name]) => name !== metadataKey)
    .map(([name, value]) => parseEntry(file, name, value));
  checkCover(file, entries, bytes.length - begin);
  return new Map(
    entries.map(({ name, dtype, shape, begin: from, end }) => [
      name,
      fromLittleEndian(dtype, shape, bytes.subarray(begin + from, begin + end)),
    ]),
  );
}

import { AppError, type Bilingual, type Datatype } from '@millwright/contracts';
import { fromHalf, toHalf } from './half.ts';
import type { JsonElement, TensorValues } from './tensor.ts';

/** How the elements of a datatype travel: as bytes (little-endian, no padding) and in JSON. */
export interface ElementCodec<Values> {
  /** @throws AppError `inference.bytes`, `inference.value` */
  read(bytes: Uint8Array, count: number, tensor: string): Values;
  write(values: Values): Uint8Array;
  /** @throws AppError `inference.value`; `inference.datatype` where JSON cannot carry it */
  parse(elements: readonly unknown[], tensor: string): Values;
  /** @throws AppError `inference.value` for what JSON cannot say; `inference.datatype` */
  list(values: Values, tensor: string): JsonElement[];
}

/** How one element of fixed width is read, written, parsed and listed; undefined is what cannot be. */
interface Form<E> {
  readonly width: number;
  readonly expected: Bilingual;
  get(view: DataView, at: number): E | undefined;
  set(view: DataView, at: number, value: E): void;
  parse(value: unknown): E | undefined;
  list(value: E): JsonElement | undefined;
}

interface Row<E> {
  readonly length: number;
  [place: number]: E;
}

const shown = (value: unknown): string | Bilingual => {
  if (value instanceof Uint8Array) return { en: `${value.length} bytes`, zh: `${value.length} 字节` };
  if (Array.isArray(value)) return { en: 'an array', zh: '数组' };
  if (typeof value === 'object' && value !== null) return { en: 'an object', zh: '对象' };
  return String(typeof value === 'string' ? JSON.stringify(value) : value).slice(0, 60);
};

const wrongValue = (tensor: string, place: number, expected: Bilingual, received: unknown) =>
  new AppError('inference.value', { tensor, place, expected, received: shown(received) });

const wrongSize = (tensor: string, expected: number, received: number) =>
  new AppError('inference.bytes', { tensor, expected, received });

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Elements of one width, held in a typed array. */
function fixed<E, V extends Row<E>>(make: (count: number) => V, form: Form<E>): ElementCodec<V> {
  const { width, expected } = form;
  return {
    read(bytes, count, tensor) {
      if (bytes.length !== count * width) throw wrongSize(tensor, count * width, bytes.length);
      const [values, view] = [make(count), viewOf(bytes)];
      for (let i = 0; i < count; i++) {
        const value = form.get(view, i * width);
        if (value === undefined) throw wrongValue(tensor, i, expected, bytes[i * width]);
        values[i] = value;
      }
      return values;
    },
    write(values) {
      const bytes = new Uint8Array(values.length * width);
      const view = viewOf(bytes);
      for (let i = 0; i < values.length; i++) form.set(view, i * width, values[i]);
      return bytes;
    },
    parse(elements, tensor) {
      const values = make(elements.length);
      for (const [i, element] of elements.entries()) {
        const value = form.parse(element);
        if (value === undefined) throw wrongValue(tensor, i, expected, element);
        values[i] = value;
      }
      return values;
    },
    list: (values, tensor) =>
      Array.from({ length: values.length }, (_, i) => {
        const element = form.list(values[i]);
        if (element === undefined) throw wrongValue(tensor, i, inJson, values[i]);
        return element;
      }),
  };
}

const inJson: Bilingual = { en: 'a value that JSON can say exactly', zh: 'JSON 可精确表示的值' };
const between = (least: number | bigint, most: number | bigint): Bilingual => ({
  en: `a whole number from ${least} to ${most}`,
  zh: `${least} 到 ${most} 的整数`,
});

type Access<E> = Pick<Form<E>, 'get' | 'set'>;

/** Whole numbers of 8, 16 or 32 bits. */
function whole(bits: 8 | 16 | 32, isSigned: boolean, { get, set }: Access<number>): Form<number> {
  const [least, most] = isSigned ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  const parse = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : undefined;
  return { width: bits / 8, expected: between(least, most), get, set, parse, list: (value) => value };
}

/** Whole numbers of 64 bits; in JSON only those that a double holds exactly, lest another number is meant. */
function long(least: number, { get, set }: Access<bigint>): Form<bigint> {
  const parse = (value: unknown) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? BigInt(value) : undefined;
  const list = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : undefined);
  return { width: 8, expected: between(least, Number.MAX_SAFE_INTEGER), get, set, parse, list };
}

/** Numbers with a fraction; JSON has no word for what is not finite. */
const real = (width: number, round: (value: number) => number, access: Access<number>): Form<number> => ({
  width,
  ...access,
  expected: { en: `a number of ${8 * width} bits`, zh: `${8 * width} 位的数` },
  parse: (value) => (typeof value === 'number' && Number.isFinite(round(value)) ? value : undefined),
  list: (value) => (Number.isFinite(value) ? value : undefined),
});

const truth: Form<number> = {
  width: 1,
  expected: { en: 'true or false (as a byte 1 or 0)', zh: 'true 或 false（字节为 1 或 0）' },
  get: (view, at) => (view.getUint8(at) <= 1 ? view.getUint8(at) : undefined),
  set: (view, at, value) => view.setUint8(at, value),
  parse: (value) => (typeof value === 'boolean' ? Number(value) : undefined),
  list: (value) => value === 1,
};

const half = fixed(
  (count) => new Float32Array(count),
  real(2, (value) => value, {
    get: (view, at) => fromHalf(view.getUint16(at, true)),
    set: (view, at, value) => view.setUint16(at, toHalf(value), true),
  }),
);
const halfInJson = (tensor: string): never => {
  const expected = { en: 'FP16 as binary data', zh: '以二进制数据传输的 FP16' };
  throw new AppError('inference.datatype', { tensor, expected, received: 'FP16' });
};

/** Each element is its length (4 bytes) and its bytes; in JSON it is a text. */
const texts: ElementCodec<readonly Uint8Array[]> = {
  read(bytes, count, tensor) {
    const elements: Uint8Array[] = [];
    const view = viewOf(bytes);
    let at = 0;
    while (at < bytes.length) {
      if (elements.length === count) throw wrongSize(tensor, at, bytes.length);
      const begin = at + 4;
      const end = begin + (begin <= bytes.length ? view.getUint32(at, true) : 0);
      if (end > bytes.length) throw wrongSize(tensor, end, bytes.length);
      elements.push(bytes.subarray(begin, end));
      at = end;
    }
    if (elements.length !== count)
      throw new AppError('inference.elements', { tensor, expected: count, received: elements.length });
    return elements;
  },
  write(elements) {
    const bytes = new Uint8Array(elements.reduce((sum, element) => sum + 4 + element.length, 0));
    const view = viewOf(bytes);
    let at = 0;
    for (const element of elements) {
      view.setUint32(at, element.length, true);
      bytes.set(element, at + 4);
      at += 4 + element.length;
    }
    return bytes;
  },
  parse: (elements, tensor) =>
    elements.map((element, i) => {
      if (typeof element === 'string') return Buffer.from(element, 'utf8');
      throw wrongValue(tensor, i, { en: 'a text', zh: '文本' }, element);
    }),
  list: (elements, tensor) =>
    elements.map((element, i) => {
      const text = Buffer.from(element);
      if (text.equals(Buffer.from(text.toString('utf8')))) return text.toString('utf8');
      throw wrongValue(tensor, i, inJson, element);
    }),
};

export const elementCodecs: { readonly [D in Datatype]: ElementCodec<TensorValues[D]> } = {
  BOOL: fixed((count) => new Uint8Array(count), truth),
  UINT8: fixed(
    (count) => new Uint8Array(count),
    whole(8, false, {
      get: (view, at) => view.getUint8(at),
      set: (view, at, value) => view.setUint8(at, value),
    }),
  ),
  UINT16: fixed(
    (count) => new Uint16Array(count),
    whole(16, false, {
      get: (view, at) => view.getUint16(at, true),
      set: (view, at, value) => view.setUint16(at, value, true),
    }),
  ),
  UINT32: fixed(
    (count) => new Uint32Array(count),
    whole(32, false, {
      get: (view, at) => view.getUint32(at, true),
      set: (view, at, value) => view.setUint32(at, value, true),
    }),
  ),
  UINT64: fixed(
    (count) => new BigUint64Array(count),
    long(0, {
      get: (view, at) => view.getBigUint64(at, true),
      set: (view, at, value) => view.setBigUint64(at, value, true),
    }),
  ),
  INT8: fixed(
    (count) => new Int8Array(count),
    whole(8, true, {
      get: (view, at) => view.getInt8(at),
      set: (view, at, value) => view.setInt8(at, value),
    }),
  ),
  INT16: fixed(
    (count) => new Int16Array(count),
    whole(16, true, {
      get: (view, at) => view.getInt16(at, true),
      set: (view, at, value) => view.setInt16(at, value, true),
    }),
  ),
  INT32: fixed(
    (count) => new Int32Array(count),
    whole(32, true, {
      get: (view, at) => view.getInt32(at, true),
      set: (view, at, value) => view.setInt32(at, value, true),
    }),
  ),
  INT64: fixed(
    (count) => new BigInt64Array(count),
    long(Number.MIN_SAFE_INTEGER, {
      get: (view, at) => view.getBigInt64(at, true),
      set: (view, at, value) => view.setBigInt64(at, value, true),
    }),
  ),
  FP16: { ...half, parse: (_, tensor) => halfInJson(tensor), list: (_, tensor) => halfInJson(tensor) },
  FP32: fixed(
    (count) => new Float32Array(count),
    real(4, Math.fround, {
      get: (view, at) => view.getFloat32(at, true),
      set: (view, at, value) => view.setFloat32(at, value, true),
    }),
  ),
  FP64: fixed(
    (count) => new Float64Array(count),
    real(8, (value) => value, {
      get: (view, at) => view.getFloat64(at, true),
      set: (view, at, value) => view.setFloat64(at, value, true),
    }),
  ),
  BYTES: texts,
};

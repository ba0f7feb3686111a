import { AppError } from '@millwright/contracts';
import { elementCodecs, type ElementCodec } from './element-codecs.ts';
import {
  elementCount,
  shownShape,
  type JsonElement,
  type Tensor,
  type TensorHead,
  type TensorValues,
} from './tensor.ts';

type AnyValues = TensorValues[keyof TensorValues];

/** Which codec belongs to which values is known to the table alone, so it is forgotten here and in one place. */
const codecOf = ({ datatype }: TensorHead): ElementCodec<AnyValues> =>
  elementCodecs[datatype] as ElementCodec<AnyValues>;

/**
 * A tensor from bytes: row-major, little-endian, without padding; elements of BYTES with their length before them.
 *
 * @throws AppError `inference.bytes`, `inference.elements`, `inference.value`
 * @see the binary tensor data extension of the Open Inference Protocol
 */
export function tensorFromBytes(head: TensorHead, bytes: Uint8Array): Tensor {
  const values = codecOf(head).read(bytes, elementCount(head.shape), head.name);
  return { ...head, values } as Tensor;
}

/** The bytes of a tensor, as {@link tensorFromBytes} reads them. */
export const bytesOfTensor = (tensor: Tensor): Uint8Array => codecOf(tensor).write(tensor.values);

/**
 * A tensor from the elements of a JSON object, flat or nested as its shape says.
 *
 * @throws AppError `inference.shape`, `inference.elements`, `inference.value`, `inference.datatype`
 */
export function tensorFromJson(head: TensorHead, data: readonly unknown[]): Tensor {
  const elements = flatten(head, data);
  const expected = elementCount(head.shape);
  if (elements.length !== expected)
    throw new AppError('inference.elements', { tensor: head.name, expected, received: elements.length });
  return { ...head, values: codecOf(head).parse(elements, head.name) } as Tensor;
}

/** The elements of a tensor for a JSON object, flat. @throws AppError `inference.value`, `inference.datatype` */
export const jsonOfTensor = (tensor: Tensor): JsonElement[] =>
  codecOf(tensor).list(tensor.values, tensor.name);

function flatten({ name, shape }: TensorHead, data: readonly unknown[]): readonly unknown[] {
  if (!data.some(Array.isArray)) return data;
  const flat: unknown[] = [];
  const add = (inside: unknown, axis: number): void => {
    if (axis === shape.length) return void flat.push(inside);
    if (!Array.isArray(inside) || inside.length !== shape[axis]) {
      const received = { en: 'elements nested in another way', zh: '以其他方式嵌套的元素' };
      throw new AppError('inference.shape', { tensor: name, expected: shownShape(shape), received });
    }
    for (const one of inside) add(one, axis + 1);
  };
  add(data, 0);
  return flat;
}

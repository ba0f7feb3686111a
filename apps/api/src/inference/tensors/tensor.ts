import type { Datatype } from '@millwright/contracts';

/** What the elements of a tensor are held in, row-major. */
export interface TensorValues {
  /** 1: true, 0: false. */
  BOOL: Uint8Array;
  UINT8: Uint8Array;
  UINT16: Uint16Array;
  UINT32: Uint32Array;
  UINT64: BigUint64Array;
  INT8: Int8Array;
  INT16: Int16Array;
  INT32: Int32Array;
  INT64: BigInt64Array;
  /** Every number of 16 bits is one of 32. */
  FP16: Float32Array;
  FP32: Float32Array;
  FP64: Float64Array;
  /** Texts are UTF-8. */
  BYTES: readonly Uint8Array[];
}

/** What is said of a tensor before its elements. */
export interface TensorHead<D extends Datatype = Datatype> {
  readonly name: string;
  readonly datatype: D;
  readonly shape: readonly number[];
}

export interface TensorOf<D extends Datatype> extends TensorHead<D> {
  readonly values: TensorValues[D];
}

/** A named tensor of the Open Inference Protocol. */
export type Tensor = { [D in Datatype]: TensorOf<D> }[Datatype];

/** A text in JSON, a number or a truth value. */
export type JsonElement = string | number | boolean;

/** Elements of a shape; not a safe integer where somebody asks for more than there can be. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, dimension) => product * dimension, 1);

export const shownShape = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

interface WasmBackend {
  makeOutput(shape: readonly number[], dtype: 'float32'): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array;
}

const backend = (): WasmBackend => tf.backend() as unknown as WasmBackend;

/**
 * A new tensor on the backend's own memory, filled by a loop. The inputs are seen without a copy; their views
 * are taken after the output exists, because making it may move the memory.
 */
export function filledTensor(
  shape: readonly number[],
  inputs: readonly Tensor[],
  fill: (output: Float32Array, ...inputs: Float32Array[]) => void,
): Tensor {
  const on = backend();
  const info = on.makeOutput([...shape], 'float32');
  fill(on.typedArrayFromHeap(info), ...inputs.map((input) => on.typedArrayFromHeap(input)));
  return tf.engine().makeTensorFromTensorInfo(info);
}

/** What a loop makes of tensors that it only reads. */
export function seen<T>(inputs: readonly Tensor[], read: (...inputs: Float32Array[]) => T): T {
  const on = backend();
  return read(...inputs.map((input) => on.typedArrayFromHeap(input)));
}

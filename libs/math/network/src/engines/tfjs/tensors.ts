import * as tf from '@tensorflow/tfjs-core';
import { ndArray, type NdArray } from '@millwright/tensors';

export const tensorOf = ({ dtype, shape, data }: NdArray): tf.Tensor =>
  tf.tensor(data, [...shape], dtype === 'float32' ? 'float32' : 'int32');

export const arrayOf = (tensor: tf.Tensor): NdArray<'float32'> =>
  ndArray('float32', tensor.shape, Float32Array.from(tensor.dataSync()));

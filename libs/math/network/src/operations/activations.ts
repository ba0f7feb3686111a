import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from '../definition/layer.ts';
import type { Kernels } from './kernels.ts';

export function applyActivation(kernels: Kernels, activation: Activation, x: Tensor): Tensor {
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return kernels.relu(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'tanh':
      return tf.tanh(x);
    case 'softmax':
      return tf.softmax(x);
  }
}

/** Gradient of an activation's input from that of its output and the output itself. */
export function activationGradient(kernels: Kernels, activation: Activation, dy: Tensor, y: Tensor): Tensor {
  switch (activation) {
    case 'linear':
      return dy;
    case 'relu':
      return kernels.reluInput(dy, y);
    case 'sigmoid':
      return tf.mul(dy, tf.mul(y, tf.sub(1, y)));
    case 'tanh':
      return tf.mul(dy, tf.sub(1, tf.square(y)));
    case 'softmax': {
      const weighted = tf.mul(dy, y);
      return tf.sub(weighted, tf.mul(y, tf.sum(weighted, -1, true)));
    }
  }
}

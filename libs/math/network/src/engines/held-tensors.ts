import * as tf from '@tensorflow/tfjs-core';

/** How many tensors the engines of this process hold now; equal before and after for whatever cleans up behind itself. */
export const heldTensors = (): number => (tf.getBackend() ? tf.memory().numTensors : 0); // no engine was opened yet

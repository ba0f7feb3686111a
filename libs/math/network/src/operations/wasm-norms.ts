import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from './kernels.ts';

/** Narrower rows than this [floats] are laid side by side: a vector is then added or multiplied several times faster. */
const wide = 128;

const channelsOf = (x: Tensor): number => x.shape[x.rank - 1];

/** Mean over all axes but the last: `[C]`. XNNPACK's pooling adds in SIMD, the backend's own mean turns the array first. */
export function meanOfRows(x: Tensor): Tensor {
  const channels = channelsOf(x);
  const pooled = (y: Tensor, batch: number, places: number): Tensor =>
    tf.avgPool(tf.reshape(y, [batch, places, 1, channels]) as Tensor4D, [places, 1], [places, 1], 'valid');
  const batch = x.rank === 4 ? (x.shape[0] as number) : 1;
  const each = pooled(x, batch, x.size / channels / batch);
  return tf.reshape(pooled(each, 1, batch), [channels]);
}

/** Rows of `[N, C]` laid side by side, and how many. */
function sideBySide(x: Tensor): { rows: Tensor; times: number } {
  const channels = channelsOf(x);
  const count = x.size / channels;
  let times = 1;
  while (channels * times < wide && count % (times * 2) === 0) times *= 2;
  return { rows: tf.reshape(x, [count / times, channels * times]), times };
}

/** x · factor + shift, channel by channel; each of the two may be left out. */
export function scaled(x: Tensor, factor: Tensor | null, shift: Tensor | null): Tensor {
  const { rows, times } = sideBySide(x);
  const product = factor ? tf.mul(rows, tf.tile(factor, [times])) : rows;
  const sum = shift ? tf.add(product, tf.tile(shift, [times])) : product;
  return tf.reshape(sum, x.shape);
}

/** Batch norm in few passes over the values, each of them one that the backend does in SIMD. */
export const wasmNorms: Pick<Kernels, 'batchNorm' | 'batchNormGradient' | 'batchNormFixed' | 'biasGradient'> =
  {
    batchNorm(x, scale, offset, epsilon) {
      const mean = meanOfRows(x);
      const centred = scaled(x, null, tf.neg(mean));
      const variance = meanOfRows(tf.square(centred));
      const inverse = tf.rsqrt(tf.add(variance, epsilon));
      const y = scaled(centred, tf.mul(inverse, scale), offset);
      return { y, mean, variance, saved: [mean, inverse] };
    },
    batchNormGradient(dy, x, scale, [mean, inverse]) {
      // dx = scale · inverse · (dy - mean(dy) - (x - mean) · inverse² · mean(dy · (x - mean)))
      const count = x.size / scale.size;
      const centred = scaled(x, null, tf.neg(mean));
      const average = meanOfRows(dy);
      const product = meanOfRows(tf.mul(dy, centred));
      const factor = tf.mul(scale, inverse);
      const towards = tf.neg(tf.mul(factor, tf.mul(product, tf.square(inverse))));
      const shift = tf.neg(tf.mul(factor, average));
      return {
        input: tf.add(scaled(dy, factor, shift), scaled(centred, towards, null)),
        scale: tf.mul(tf.mul(product, inverse), count),
        offset: tf.mul(average, count),
      };
    },
    batchNormFixed(x, { scale, offset, mean, variance }, epsilon) {
      const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
      return scaled(x, factor, tf.sub(offset, tf.mul(mean, factor)));
    },
    biasGradient: (dy) => tf.mul(meanOfRows(dy), dy.size / channelsOf(dy)),
  };

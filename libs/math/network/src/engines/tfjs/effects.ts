import * as tf from '@tensorflow/tfjs-core';
import type { Attributes } from '../../graph/attributes.ts';
import type { EffectName } from './kernel.ts';

/** What variables become, from the inputs and the variables as they were. */
type Effect<N extends EffectName> = (
  inputs: readonly tf.Tensor[],
  attributes: Attributes[N],
  before: (name: string) => tf.Tensor,
) => ReadonlyMap<string, tf.Tensor>;

/** keep · old + (1 - keep) · now */
const blend = (old: tf.Tensor, keep: number, now: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(old, keep), tf.mul(now, 1 - keep));

export const effects: { readonly [N in EffectName]: Effect<N> } = {
  assign: ([value], { variable }) => new Map([[variable, value]]),
  sgd: ([gradient, rate], { variable, momentum, velocity }, before) => {
    const step = tf.mul(rate, gradient);
    if (velocity === null) return new Map([[variable, tf.sub(before(variable), step)]]);
    const v = tf.sub(tf.mul(before(velocity), momentum), step);
    return new Map([
      [velocity, v],
      [variable, tf.add(before(variable), v)],
    ]);
  },
  adam: ([gradient, rate, step], { variable, first, second, beta1, beta2, epsilon, weightDecay }, before) => {
    const w = before(variable);
    const decayed = tf.sub(w, tf.mul(tf.mul(w, rate), weightDecay));
    const m = blend(before(first), beta1, gradient);
    const v = blend(before(second), beta2, tf.square(gradient));
    const correction = tf.div(tf.sqrt(tf.sub(1, tf.pow(beta2, step))), tf.sub(1, tf.pow(beta1, step)));
    const change = tf.div(tf.mul(tf.mul(rate, correction), m), tf.add(tf.sqrt(v), epsilon));
    return new Map([
      [first, m],
      [second, v],
      [variable, tf.sub(decayed, change)],
    ]);
  },
  rmsProp: ([gradient, rate], { variable, square, rho, epsilon }, before) => {
    const s = blend(before(square), rho, tf.square(gradient));
    const change = tf.div(tf.mul(rate, gradient), tf.add(tf.sqrt(s), epsilon));
    return new Map([
      [square, s],
      [variable, tf.sub(before(variable), change)],
    ]);
  },
};

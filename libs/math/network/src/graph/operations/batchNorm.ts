import { expectAxis, expectFloat, expectShapeOf, knownLength, shaped } from '../checks.ts';
import { arithmetic } from '../elementwise.ts';
import type { Operation } from '../operation.ts';
import { countOf } from '../reduction.ts';

/** x `[..., C]`, scale, offset → y = scale · (x - mean) / √(variance + ε) + offset, mean, biased variance (Ioffe & Szegedy 2015) */
export const batchNorm: Operation<'batchNorm'> = {
  infer: ([x, scale, offset]) => {
    expectFloat('batchNorm', [x, scale, offset]);
    expectAxis('batchNorm', x.shape.length - 1, x.shape.length);
    const channels = [knownLength('batchNorm', 'channels', x.shape[x.shape.length - 1])];
    expectShapeOf('batchNorm', 'the scale', scale, channels);
    expectShapeOf('batchNorm', 'the offset', offset, channels);
    return [shaped(x.shape), shaped(channels), shaped(channels)];
  },
  gradient: ({ node, outputs: [, mean, variance], upstream: [dy, dMean, dVariance] }, apply) => {
    const [x, scale] = node.inputs;
    const { of } = arithmetic(apply);
    const [dx, dScale, dOffset] = dy
      ? apply('batchNormGradient', [dy, x, scale, mean, variance], node.attributes)
      : [null, null, null];
    const axes = x.shape.slice(1).map((_, axis) => axis);
    const spread = dVariance && of('multiply', of('multiply', dVariance, 2), of('subtract', x, mean));
    const count = dMean || spread ? countOf(x, axes, apply) : null;
    const parts = [dx, ...[dMean, spread].map((part) => part && count && of('divide', part, count))].filter(
      (part) => part !== null,
    );
    if (parts.length === 0) return [null, dScale, dOffset];
    const [total] = apply('broadcastTo', [parts.reduce((a, b) => of('add', a, b))], { shape: x.shape });
    return [dx && parts.length === 1 ? dx : total, dScale, dOffset];
  },
};

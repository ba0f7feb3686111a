import { AppError } from '@millwright/contracts';
import type { Placed } from './settings.ts';

/** Shape without the batch: `[H, W, C]`, `[T, F]` or `[F]`; `null` is a length that each batch brings along (time). */
export type Shape = readonly (number | null)[];

const ranks = {
  1: { words: '[features] (flatten first)', axes: ['features'] },
  2: { words: '[time, features]', axes: ['time', 'features'] },
  3: { words: '[height, width, channels]', axes: ['height', 'width', 'channels'] },
} as const;

const axisNames = (rank: number): readonly string[] => ranks[rank as 1 | 2 | 3]?.axes ?? [];

export const shapeWords = (shape: Shape): string => `[${shape.map((length) => length ?? 'open').join(', ')}]`;

export function refuseShape(
  layer: Placed,
  dimension: string,
  expected: string | number,
  received: string | number,
): never {
  throw new AppError('network.shape', { layer: layer.name, dimension, expected, received });
}

export function refuseLayer(layer: Placed, reason: string): never {
  throw new AppError('network.layer', { layer: layer.name, reason });
}

/** @throws AppError `network.shape` */
export function expectRank(layer: Placed, shape: Shape, ...allowed: (1 | 2 | 3)[]): void {
  if ((allowed as number[]).includes(shape.length)) return;
  const expected = allowed.map((rank) => ranks[rank].words).join(' or ');
  refuseShape(layer, 'rank', expected, shapeWords(shape));
}

/** A length that a layer must know when the network is defined. @throws AppError `network.shape` */
export function known(layer: Placed, shape: Shape, axis: number): number {
  const at = axis < 0 ? axis + shape.length : axis;
  const length = shape[at];
  if (length === null)
    refuseShape(layer, axisNames(shape.length)[at] ?? `axis ${at}`, 'a fixed length', 'open');
  return length;
}

/** The last axis; it is never open. */
export const features = (shape: Shape): number => shape[shape.length - 1] as number;

/**
 * The first of several shapes, equal to the others along the first `axes(rank)` axes.
 *
 * @throws AppError `network.shape`
 */
export function equalInputs(layer: Placed, inputs: readonly Shape[], axes: (rank: number) => number): Shape {
  const [first, ...others] = inputs;
  for (const [index, other] of others.entries()) {
    if (other.length !== first.length) expectRank(layer, other, first.length as 1 | 2 | 3);
    for (let axis = 0; axis < axes(first.length); axis++)
      if (other[axis] !== first[axis])
        refuseShape(
          layer,
          `${axisNames(first.length)[axis]} of input ${layer.inputs[index + 1]}`,
          first[axis] ?? 'open',
          other[axis] ?? 'open',
        );
  }
  return first;
}

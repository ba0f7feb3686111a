import { AppError } from '@millwright/contracts';
import type { NdArray } from '@millwright/tensors';
import type { AnyNode, Dimension, Node } from '../../../graph/value.ts';

/** Open lengths by their names. */
export type Lengths = ReadonlyMap<string, number>;

export const isInput = (node: AnyNode): node is Node<'input'> => node.operation === 'input';

/**
 * Reads the open lengths off what was given. Any input of a module may tell one: a gradient often needs no more of an input than
 * its shape.
 *
 * @throws AppError `network.shape` where an input has another shape than was agreed on
 */
export function boundLengths(nodes: readonly Node<'input'>[], inputs: ReadonlyMap<string, NdArray>): Lengths {
  const lengths = new Map<string, number>();
  for (const { attributes } of nodes) {
    const { name, shape } = attributes;
    const given = inputs.get(name)?.shape;
    if (!given) continue;
    const refuse = (axis: string, expected: Dimension, received: Dimension): never => {
      throw new AppError('network.shape', { layer: `input ${name}`, dimension: axis, expected, received });
    };
    if (given.length !== shape.length) refuse('shape', `[${shape.join(', ')}]`, `[${given.join(', ')}]`);
    shape.forEach((length, axis) => {
      const expected = typeof length === 'string' ? (lengths.get(length) ?? given[axis]) : length;
      if (given[axis] !== expected) refuse(`axis ${axis}`, expected, given[axis]);
      if (typeof length === 'string') lengths.set(length, expected);
    });
  }
  return lengths;
}

/** @throws AppError `network.shape` where no input tells a length */
export function known(shape: readonly Dimension[], lengths: Lengths): number[] {
  return shape.map((length) => {
    const found = typeof length === 'string' ? lengths.get(length) : length;
    if (found !== undefined) return found;
    throw new AppError('network.shape', {
      layer: 'inputs',
      dimension: length,
      expected: 'an input of this length',
      received: 'none',
    });
  });
}

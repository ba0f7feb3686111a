import { AppError } from '@millwright/contracts';
import { expectShape, type NdArray } from '@millwright/tensors';
import type { Network } from './definition/network.ts';
import type { Inputs } from './open.ts';

/** Rows of the smallest table that tokens are looked up in. */
const vocabularyOf = (network: Network): number =>
  Math.min(...network.layers.map((layer) => (layer.kind === 'embedding' ? layer.vocabulary : Infinity)));

/** Where a value lies, such as `3, 17, 2`. */
function placeOf(index: number, shape: readonly number[]): string {
  const place: number[] = [];
  let rest = index;
  for (const length of shape.toReversed()) {
    place.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return place.join(', ');
}

/**
 * That every value is a number: NaN and infinity would spoil whatever is computed from them.
 *
 * @throws AppError `tensor.value`
 */
export function expectNumbers(what: string, { data, shape }: NdArray): void {
  // A sum of zeros, unless there is one that is not finite: no comparison for each value.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] * 0;
  if (sum === 0) return;
  const i = data.findIndex((value) => !Number.isFinite(value));
  const received = String(data[i]);
  throw new AppError('tensor.value', { what, expected: 'numbers', received, place: placeOf(i, shape) });
}

/**
 * That inputs fit a network: shape, type, numbers, and tokens within the vocabulary (an engine would read beyond its table).
 *
 * @throws AppError `tensor.shape`, `tensor.value`
 */
export function checkInputs(network: Network, inputs: Inputs): void {
  expectShape('inputs', inputs.shape, [null, ...network.input]);
  const expected = network.inputType ?? 'float32';
  if (inputs.dtype !== expected)
    throw new AppError('tensor.value', { what: 'inputs', expected, received: inputs.dtype, place: 0 });
  if (expected === 'float32') return expectNumbers('inputs', inputs);
  const vocabulary = vocabularyOf(network);
  const place = inputs.data.findIndex((token) => token < 0 || token >= vocabulary);
  if (place >= 0)
    throw new AppError('tensor.value', {
      what: 'inputs',
      expected: `tokens from 0 to ${vocabulary - 1}`,
      received: inputs.data[place],
      place: placeOf(place, inputs.shape),
    });
}

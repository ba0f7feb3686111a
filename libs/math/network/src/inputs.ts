import { AppError } from '@millwright/contracts';
import { expectShape } from '@millwright/tensors';
import type { Network } from './definition/network.ts';
import type { Inputs } from './open.ts';

/** Rows of the smallest table that tokens are looked up in. */
const vocabularyOf = (network: Network): number =>
  Math.min(...network.layers.map((layer) => (layer.kind === 'embedding' ? layer.vocabulary : Infinity)));

/**
 * That inputs fit a network: shape, type, and tokens within the vocabulary (an engine would read beyond its table).
 *
 * @throws AppError `tensor.shape`, `tensor.value`
 */
export function checkInputs(network: Network, inputs: Inputs): void {
  expectShape('inputs', inputs.shape, [null, ...network.input]);
  const expected = network.inputType ?? 'float32';
  if (inputs.dtype !== expected)
    throw new AppError('tensor.value', { what: 'inputs', expected, received: inputs.dtype, place: 0 });
  if (expected === 'float32') return;
  const vocabulary = vocabularyOf(network);
  const place = inputs.data.findIndex((token) => token < 0 || token >= vocabulary);
  if (place >= 0)
    throw new AppError('tensor.value', {
      what: 'inputs',
      expected: `tokens from 0 to ${vocabulary - 1}`,
      received: inputs.data[place],
      place,
    });
}

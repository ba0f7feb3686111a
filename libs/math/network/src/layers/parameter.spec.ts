import { seeded } from '@millwright/tensors';
import { embedding, gru, lstm, type Layer } from '../definition/layer.ts';
import { defineNetwork, type Network } from '../definition/network.ts';
import { meanSquaredError, sgd } from '../definition/objective.ts';
import { parametersOf } from '../definition/parameters.ts';

const define = (settings: { input: (number | null)[]; inputType?: 'int32'; layers: Layer[] }): Network =>
  defineNetwork({ ...settings, loss: meanSquaredError(), optimiser: sgd() });
const initial = (network: Network, name: string): Float32Array => {
  const found = parametersOf(network).find((parameter) => parameter.name === name);
  return found?.initial(seeded(4)).data as Float32Array;
};

describe('initial weights', () => {
  const cells = define({
    input: [null, 5],
    layers: [
      lstm({ name: 'l', units: 6, returnSequences: true, bidirectional: 'sum' }),
      gru({ name: 'g', units: 4 }),
    ],
  });
  it.each([
    ['l/recurrent', 6, 24],
    ['l/backward/recurrent', 6, 24],
    ['g/recurrent', 4, 12],
  ])('of %s have rows of length 1 at right angles', (name, count, length) => {
    const data = initial(cells, name);
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) {
        let product = 0;
        for (let i = 0; i < length; i++) product += data[a * length + i] * data[b * length + i];
        expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
      }
  });
  it('open the forget gate of an lstm, the second of four, and nothing else', () => {
    const expected = Array.from({ length: 24 }, (_, i) => (i >= 6 && i < 12 ? 1 : 0));
    expect([...initial(cells, 'l/bias')]).toEqual(expected);
    expect([...initial(cells, 'g/bias')]).toEqual(Array(24).fill(0));
  });
  it('of an embedding fill ±0.05 evenly', () => {
    const layers = [embedding({ name: 'e', vocabulary: 200, units: 20 }), gru({ units: 1 })];
    const data = initial(define({ input: [3], inputType: 'int32', layers }), 'e/table');
    expect(Math.max(...data.map(Math.abs))).toBeLessThanOrEqual(0.05);
    // Variance of an even distribution over a width w: w² / 12
    const variance = data.reduce((sum, value) => sum + value * value, 0) / data.length;
    expect(variance / (0.1 ** 2 / 12)).toBeCloseTo(1, 1);
  });
});

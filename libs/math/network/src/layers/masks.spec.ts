import { ndArray, type NdArray } from '@millwright/tensors';
import {
  add,
  attention,
  conv1d,
  dense,
  embedding,
  flatten,
  globalAveragePool1d,
  globalMaxPool1d,
  gru,
  layerNorm,
  lstm,
  masking,
  maxPool1d,
  simpleRnn,
  type Layer,
} from '../definition/layer.ts';
import { defineNetwork, type Network } from '../definition/network.ts';
import { meanSquaredError, sgd } from '../definition/objective.ts';
import { difference } from '../testing/compare.ts';
import { openInterpreted } from '../testing/open-interpreted.ts';

const learning = { loss: meanSquaredError(), optimiser: sgd() };
const overTokens = (...layers: Layer[]): Network =>
  defineNetwork({
    input: [null],
    inputType: 'int32',
    layers: [
      embedding({ name: 'e', vocabulary: 5, units: 3, maskZero: true }),
      ...layers,
      dense({ units: 2 }),
    ],
    ...learning,
  });
const tokens = (row: number[]): NdArray<'int32'> => ndArray('int32', [1, row.length], Int32Array.from(row));

async function answer(network: Network, inputs: NdArray<'int32'> | NdArray<'float32'>): Promise<NdArray> {
  const open = openInterpreted(network, { seed: 3 });
  const answers = await open.predict(inputs);
  open.dispose();
  return answers;
}

describe('filling', () => {
  it.each<[string, Layer[]]>([
    ['a simple cell', [simpleRnn({ units: 3 })]],
    ['an lstm over both directions', [lstm({ units: 3, bidirectional: 'concat' })]],
    ['stacked cells', [gru({ units: 3, returnSequences: true, bidirectional: 'sum' }), lstm({ units: 2 })]],
    [
      'a convolution that keeps time',
      [conv1d({ filters: 3, kernelSize: 3, padding: 'same' }), gru({ units: 2 })],
    ],
    ['the mean over steps', [dense({ units: 3 }), globalAveragePool1d()]],
    ['the largest over steps', [dense({ units: 3 }), globalMaxPool1d()]],
    [
      'attention',
      [
        attention({ name: 'a', headUnits: 2, heads: 2 }),
        add({ inputs: ['a', 'e'] }),
        layerNorm(),
        globalAveragePool1d(),
      ],
    ],
  ])('changes nothing behind %s', async (_name, layers) => {
    const network = overTokens(...layers);
    const short = await answer(network, tokens([3, 1, 4]));
    expect(difference(await answer(network, tokens([3, 1, 4, 0, 0, 0])), short)).toBeLessThan(1e-6);
    expect(difference(await answer(network, tokens([3, 1, 4, 2])), short)).toBeGreaterThan(1e-3);
  });
  it('of values is told by its value, and counts where only one feature has it', async () => {
    const network = defineNetwork({
      input: [null, 2],
      layers: [masking({ value: -1 }), gru({ units: 3 })],
      ...learning,
    });
    const series = (...values: number[]): NdArray<'float32'> =>
      ndArray('float32', [1, values.length / 2, 2], Float32Array.from(values));
    const short = await answer(network, series(1, 2, -1, 4));
    expect(difference(await answer(network, series(1, 2, -1, 4, -1, -1)), short)).toBeLessThan(1e-6);
    expect(difference(await answer(network, series(1, 2)), short)).toBeGreaterThan(1e-3);
  });
  it('alone gives 0 for a mean and for a largest value', async () => {
    for (const pool of [globalAveragePool1d(), globalMaxPool1d()])
      expect([...(await answer(overTokens(pool), tokens([0, 0]))).data]).toEqual([0, 0]);
  });
  it('is refused by what would mix it with the rest', () => {
    expect(() =>
      overTokens(maxPool1d({ name: 'm', strides: 1, padding: 'same' }), gru({ units: 2 })),
    ).toThrow(/Layer m: its input has filling/);
    const uneven = conv1d({ name: 'c', filters: 2, kernelSize: 2, strides: 2, padding: 'same' });
    expect(() =>
      defineNetwork({ input: [4, 2], layers: [masking(), uneven, flatten()], ...learning }),
    ).toThrow(/Layer c: its input has filling/);
  });
});

describe('causal attention', () => {
  it('lets no step see a later one', async () => {
    const layers = [attention({ headUnits: 2, causal: true }), flatten()];
    const network = defineNetwork({ input: [3, 2], layers, ...learning });
    const at = (last: number): NdArray<'float32'> =>
      ndArray('float32', [1, 3, 2], Float32Array.of(1, 2, 3, 4, last, last));
    const [one, other] = [await answer(network, at(0)), await answer(network, at(9))];
    expect([...one.data.slice(0, 4)]).toEqual([...other.data.slice(0, 4)]);
    expect(one.data[4]).not.toBe(other.data[4]);
  });
});

import { z } from 'zod';
import type { Cell } from '../graph/attributes.ts';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import { filledWith, glorot, orthogonal, parameter, type Parameter } from './parameter.ts';
import type { Around, LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';
import { expectRank, features } from './shape.ts';

const recurrent = {
  ...node,
  units: z.int().positive(),
  /** The state of every step, or that of the last one alone. */
  returnSequences: z.boolean().default(false),
  /** A second cell reads from the end to the beginning; its states are put beside the first one's (`concat`) or added (`sum`). */
  bidirectional: z.enum(['concat', 'sum']).nullable().default(null),
};

export const simpleRnnSchema = z.strictObject({ kind: z.literal('simpleRnn'), ...recurrent });
export const lstmSchema = z.strictObject({ kind: z.literal('lstm'), ...recurrent });
export const gruSchema = z.strictObject({ kind: z.literal('gru'), ...recurrent });
type Recurrent = Checked<typeof simpleRnnSchema> | Checked<typeof lstmSchema> | Checked<typeof gruSchema>;

/** `[B, T, F]` → `[B, units]` or `[B, T, units]`: h_t = tanh(x_t W + h_{t-1} R + b) (Elman 1990). Filling leaves the state as it is. */
export const simpleRnn = (settings: Settings<typeof simpleRnnSchema>): z.input<typeof simpleRnnSchema> => ({
  kind: 'simpleRnn',
  ...settings,
});
/**
 * `[B, T, F]` → `[B, units]` or `[B, T, units]` (Hochreiter and Schmidhuber 1997), gates i f c o and sigmoid gates as in Keras;
 * the forget gate begins open (bias 1). Filling leaves the state as it is.
 */
export const lstm = (settings: Settings<typeof lstmSchema>): z.input<typeof lstmSchema> => ({
  kind: 'lstm',
  ...settings,
});
/**
 * `[B, T, F]` → `[B, units]` or `[B, T, units]` (Cho 2014), gates z r h as in Keras, the reset after the product. Filling leaves
 * the state as it is.
 */
export const gru = (settings: Settings<typeof gruSchema>): z.input<typeof gruSchema> => ({
  kind: 'gru',
  ...settings,
});

const cells: Readonly<Record<Recurrent['kind'], { readonly cell: Cell; readonly gates: number }>> = {
  simpleRnn: { cell: 'simple', gates: 1 },
  lstm: { cell: 'lstm', gates: 4 },
  gru: { cell: 'gru', gates: 3 },
};

/** Zeros, but for the forget gate of an lstm (Gers 2000). */
function biasOf(layer: Recurrent, role: string, width: number): Parameter {
  const shape = layer.kind === 'gru' ? [2, width] : [width];
  const zeros = parameter(layer, role, shape, { start: filledWith(0) });
  if (layer.kind !== 'lstm') return zeros;
  return {
    ...zeros,
    initial(random) {
      const array = zeros.initial(random);
      array.data.fill(1, layer.units, 2 * layer.units);
      return array;
    },
  };
}

function cellParameters(layer: Recurrent, inputs: number, prefix: string): Parameter[] {
  const width = cells[layer.kind].gates * layer.units;
  return [
    parameter(layer, `${prefix}kernel`, [inputs, width], { start: glorot(inputs, width), decays: true }),
    parameter(layer, `${prefix}recurrent`, [layer.units, width], { start: orthogonal, decays: true }),
    biasOf(layer, `${prefix}bias`, width),
  ];
}

const backwards = 'backward/';
const turned = (x: Value): Value => graph.reverse(x, 1);

/** `[B, T, F]` → `[B, T, U]`, or its last step `[B, U]`. */
function statesOf(layer: Recurrent, x: Value, mask: Value | null, weight: (role: string) => Value): Value {
  const weights = { kernel: weight('kernel'), recurrent: weight('recurrent'), bias: weight('bias') };
  const states = graph.recurrent(cells[layer.kind].cell, x, weights, mask ?? undefined);
  if (layer.returnSequences) return states;
  const last = graph.slice(states, 1, -1, 1);
  return graph.reshape(last, [x.shape[0], layer.units]);
}

export const recurrentRule: LayerRule<Recurrent> = {
  output(layer, [input]) {
    expectRank(layer, input, 2);
    const width = layer.bidirectional === 'concat' ? 2 * layer.units : layer.units;
    return layer.returnSequences ? [input[0], width] : [width];
  },
  parameters: (layer, [input]) => [
    ...cellParameters(layer, features(input), ''),
    ...(layer.bidirectional ? cellParameters(layer, features(input), backwards) : []),
  ],
  masking: ({ returnSequences }) => (returnSequences ? 'kept' : 'ended'),
  forward(layer, [x], { parameter: weight, masks: [mask] }: Around) {
    const there = statesOf(layer, x, mask, weight);
    if (!layer.bidirectional) return there;
    const back = statesOf(layer, turned(x), mask && turned(mask), (role) => weight(backwards + role));
    const aligned = layer.returnSequences ? turned(back) : back;
    if (layer.bidirectional === 'sum') return graph.add(there, aligned);
    return graph.concat([there, aligned], there.shape.length - 1);
  },
};

import type { Cell } from '../../../../graph/attributes.ts';
import type { Phase, Placed, PlacedNode, WasmKernel } from '../../kernel.ts';
import { grainOf } from './product.ts';

interface CellKind {
  /** In the binary. */
  readonly number: number;
  readonly gates: number;
  /** What the gradient needs of a step, in units: the gates, and for lstm the cell and its tangent, for gru what the reset multiplies. */
  readonly kept: number;
}

const kinds: Readonly<Record<Cell, CellKind>> = {
  lstm: { number: 0, gates: 4, kept: 6 },
  gru: { number: 1, gates: 3, kept: 4 },
  simple: { number: 2, gates: 1, kept: 1 },
};

const aligned = (bytes: number): number => 64 * Math.ceil(bytes / 64);

/** Bytes of a matrix in panels of eight columns. */
const packedBytes = (rows: number, columns: number): number => aligned(rows * 8 * Math.ceil(columns / 8) * 4);

function sizesOf(x: Pick<Placed, 'shape'>, recurrent: Pick<Placed, 'shape'>) {
  const [batch, steps, features] = x.shape;
  const [units, width] = recurrent.shape;
  return { batch, steps, features, units, width };
}

const pack = (call: string, from: Placed, to: number, rows: number, columns: number): Phase => ({
  call,
  arguments: [from.at, to, rows, columns],
  total: Math.ceil(columns / 8),
  grain: grainOf(rows * 8),
});

function forward({ attributes, inputs, outputs, workspace }: PlacedNode<'recurrent'>): readonly Phase[] {
  const [x, kernel, recurrent, bias, mask] = inputs;
  const [states, kept] = outputs;
  const { batch, steps, features, units, width } = sizesOf(x, recurrent);
  const kind = kinds[attributes.cell];
  const packedRecurrent = workspace + packedBytes(features, width);
  const places = [x.at, workspace, packedRecurrent, bias.at, mask?.at ?? 0, states.at, kept.at];
  return [
    pack('packProduct', kernel, workspace, features, width),
    pack('packProduct', recurrent, packedRecurrent, units, width),
    {
      call: 'recurrentRows',
      arguments: [kind.number, ...places, steps, features, units, kind.kept * units],
      total: batch,
      grain: grainOf(steps * (features + units) * width),
    },
  ];
}

interface BackPlaces {
  readonly kernel: number;
  readonly recurrent: number;
  readonly dz: number;
  readonly ds: number;
  readonly end: number;
}

/** Gates of gru have a gradient for the products of the state apart from that for those of the input. */
function backPlaces(workspace: number, cell: Cell, x: Placed, recurrent: Placed): BackPlaces {
  const { batch, steps, features, units, width } = sizesOf(x, recurrent);
  const recurrentAt = workspace + packedBytes(width, features);
  const dz = recurrentAt + packedBytes(width, units);
  const bytes = aligned(batch * steps * width * 4);
  const ds = cell === 'gru' ? dz + bytes : dz;
  return { kernel: workspace, recurrent: recurrentAt, dz, ds, end: ds + bytes };
}

function backward(node: PlacedNode<'recurrentGradient'>): readonly Phase[] {
  const { attributes, inputs, outputs, workspace } = node;
  const { cell, masked } = attributes;
  const [dStates, x, kernel, recurrent] = inputs;
  const mask = masked ? inputs[5].at : 0;
  const [states, kept] = inputs.slice(masked ? 6 : 5);
  const [dx, dKernel, dRecurrent, dBias] = outputs.map(({ at }) => at);
  const { batch, steps, features, units, width } = sizesOf(x, recurrent);
  const at = backPlaces(workspace, cell, x, recurrent);
  const kind = kinds[cell];
  const back = [dStates.at, at.kernel, at.recurrent, mask, states.at, kept.at, at.dz, at.ds, dx];
  const weights = [x.at, states.at, at.dz, at.ds, dKernel, dRecurrent, dBias];
  return [
    pack('packTurnedProduct', kernel, at.kernel, width, features),
    pack('packTurnedProduct', recurrent, at.recurrent, width, units),
    {
      call: 'recurrentBack',
      arguments: [kind.number, ...back, steps, features, units, kind.kept * units],
      total: batch,
      grain: grainOf(steps * (features + units) * width),
    },
    {
      call: 'recurrentWeights',
      arguments: [kind.number, ...weights, batch, steps, features, units],
      total: Math.ceil(width / 8),
      grain: grainOf(batch * steps * (features + units) * 8),
    },
  ];
}

export const recurrentKernels: { readonly [N in 'recurrent' | 'recurrentGradient']: WasmKernel<N> } = {
  recurrent: {
    workspace: ({ inputs: [x, , recurrent] }) => {
      const { features, units, width } = sizesOf(x, recurrent);
      return packedBytes(features, width) + packedBytes(units, width);
    },
    kept: ({ attributes, inputs }) => kinds[attributes.cell].kept * inputs[2].shape[0],
    phases: forward,
  },
  recurrentGradient: {
    workspace: ({ attributes, inputs: [, x, , recurrent] }) =>
      backPlaces(0, attributes.cell, x, recurrent).end,
    phases: backward,
  },
};

import { sizeOf } from '@millwright/tensors';
import type { Phase, Placed, PlacedNode, WasmKernel } from '../../kernel.ts';
import { flat } from '../phases.ts';

/** Multiplications below which a second thread costs more than it saves. */
export const worthwhile = 60_000;

/** So many units together that threads are worth it, where each costs `each` multiplications. */
export const grainOf = (each: number, multiple = 1): number =>
  multiple * Math.max(1, Math.ceil(worthwhile / 2 / Math.max(1, each) / multiple));

/** Rows and columns of a tile of the binary. */
const [tileRows, tileColumns] = [6, 8];

type Product = 'matMul' | 'matMulBias';
type Unplaced = Omit<PlacedNode<Product>, 'workspace' | 'variable'>;

interface Sizes {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Bytes from matrix to matrix. */
  readonly stepA: number;
  readonly stepB: number;
}

const flag = (value: boolean): number => (value ? 1 : 0);

/** Matrices with the same B are one tall matrix, unless turned. */
function sizesOf({ attributes: { transposeA }, inputs: [a, b], outputs: [y] }: Unplaced): Sizes {
  const [m, n] = y.shape.slice(-2);
  const k = a.shape[a.shape.length - (transposeA ? 2 : 1)];
  const batch = sizeOf(y.shape.slice(0, -2));
  if (b.shape.length === 2 && !transposeA) return { batch: 1, m: batch * m, n, k, stepA: 0, stepB: 0 };
  return { batch, m, n, k, stepA: m * k * 4, stepB: b.shape.length === 2 ? 0 : k * n * 4 };
}

/** Length of the parts of a long sum with few results; undefined where the results themselves are enough to share out. */
function chunkOf({ batch, m, n, k }: Sizes): number | undefined {
  if (batch > 1 || k < 1024 || m * n > 65_536 || k < 4 * Math.max(m, n)) return undefined;
  return 256 * Math.ceil(k / 32 / 256);
}

function partsPhases(node: PlacedNode<Product>, sizes: Sizes, chunk: number): readonly Phase[] {
  const { attributes, inputs, outputs, workspace } = node;
  const { m, n, k } = sizes;
  const [a, b, bias] = inputs;
  const turned = [flag(attributes.transposeA), flag(attributes.transposeB)];
  const parts = Math.ceil(k / chunk);
  return [
    {
      call: 'matMulParts',
      arguments: [a.at, b.at, workspace, m, n, k, ...turned, chunk],
      total: parts,
      grain: grainOf(m * n * chunk),
    },
    sumOf(workspace, bias, outputs[0], { parts, columns: n, relu: isRelu(node) }),
  ];
}

interface Sum {
  readonly parts: number;
  readonly columns: number;
  readonly relu: boolean;
}

/** Adds up parts that lie one after another. */
export function sumOf(from: number, bias: Placed | undefined, to: Placed, sum: Sum): Phase {
  const size = sizeOf(to.shape);
  const args = [from, bias?.at ?? 0, to.at, sum.parts, size * 4, sum.columns, flag(sum.relu)];
  return flat('sumParts', args, size);
}

const isRelu = ({ attributes }: Pick<PlacedNode<Product>, 'attributes'>): boolean =>
  'activation' in attributes && attributes.activation === 'relu';

function phases(node: PlacedNode<Product>): readonly Phase[] {
  const sizes = sizesOf(node);
  const { batch, m, n, k, stepA, stepB } = sizes;
  if (batch * m * n === 0) return [];
  const chunk = chunkOf(sizes);
  if (chunk !== undefined) return partsPhases(node, sizes, chunk);
  const [a, b, bias] = node.inputs;
  const { transposeA, transposeB } = node.attributes;
  const args = [a.at, b.at, bias?.at ?? 0, node.outputs[0].at, m, n, k];
  args.push(flag(transposeA), flag(transposeB), flag(isRelu(node)));
  if (batch > 1)
    return [
      { call: 'matMulEach', arguments: [...args, stepA, stepB], total: batch, grain: grainOf(m * n * k) },
    ];
  if (n > m)
    return [{ call: 'matMul', arguments: [...args, 1], total: n, grain: grainOf(m * k, tileColumns) }];
  return [{ call: 'matMul', arguments: [...args, 0], total: m, grain: grainOf(n * k, tileRows) }];
}

function workspace(node: Unplaced): number {
  const sizes = sizesOf(node);
  const chunk = chunkOf(sizes);
  return chunk === undefined ? 0 : Math.ceil(sizes.k / chunk) * sizes.m * sizes.n * 4;
}

export const productKernels: { readonly [N in Product]: WasmKernel<N> } = {
  matMul: { workspace, phases },
  matMulBias: { workspace, phases },
};

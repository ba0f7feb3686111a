import { sizeOf } from '@millwright/tensors';
import type { Phase, PlacedNode, WasmKernel } from '../kernel.ts';
import { copied } from './movement.ts';
import { byRows } from './phases.ts';

type Name = 'sum' | 'mean' | 'max';
type At = Pick<PlacedNode<Name>, 'attributes' | 'inputs' | 'outputs'>;

/** Neighbouring axes that meet the same fate, as one. */
interface Group {
  readonly length: number;
  readonly reduced: boolean;
}

function grouped(groups: readonly Group[]): Group[] {
  const joined: Group[] = [];
  for (const { length, reduced } of groups) {
    if (length === 1) continue;
    const before = joined.at(-1);
    if (before?.reduced === reduced) joined[joined.length - 1] = { length: before.length * length, reduced };
    else joined.push({ length, reduced });
  }
  return joined;
}

const lengthsOf = (groups: readonly Group[]): number[] => groups.map(({ length }) => length);

/** Values that one step takes in. They follow from the shape, never from the threads: so do the roundings. */
const blockValues = 16384;
const strip = 256;

interface Stage {
  readonly outer: number;
  readonly length: number;
  readonly columns: number;
}

/** Rows of a block, and how many blocks there are. */
function blocksOf({ length, columns }: Stage): [block: number, blocks: number] {
  const block = Math.max(64, Math.ceil(blockValues / columns));
  return [Math.min(block, length), Math.ceil(length / block)];
}

function stagePhase(kind: 'sum' | 'max', stage: Stage, places: [number, number], scale: number): Phase {
  const { outer, length, columns } = stage;
  const [block, blocks] = blocksOf(stage);
  if (columns === 1)
    return byRows(`${kind}Last`, [...places, length, block, blocks, scale], outer * blocks, block);
  const steps = outer * blocks * Math.ceil(columns / strip);
  const args = [...places, length, columns, block, blocks, scale];
  return byRows(`${kind}Middle`, args, steps, block * Math.min(columns, strip));
}

/** The work and the bytes of workspace it takes: one group of axes after the other, the last one first. */
function reduction(operation: Name, node: At, workspace: number): { phases: Phase[]; bytes: number } {
  const { attributes, inputs, outputs } = node;
  const [x, y] = [inputs[0], outputs[0]];
  const kind = operation === 'max' ? 'max' : 'sum';
  const axes = new Set(attributes.axes);
  const factor = operation === 'mean' ? sizeOf(y.shape) / sizeOf(x.shape) : 1;
  let groups = grouped(x.shape.map((length, axis) => ({ length, reduced: axes.has(axis) })));
  let from = x.at;
  let bytes = 0;
  const phases: Phase[] = [];
  for (;;) {
    const index = groups.findLastIndex(({ reduced }) => reduced);
    if (index < 0) break;
    const before = lengthsOf(groups.slice(0, index));
    const behind = lengthsOf(groups.slice(index + 1));
    const stage = { outer: sizeOf(before), length: groups[index].length, columns: sizeOf(behind) };
    const [, blocks] = blocksOf(stage);
    groups = grouped(groups.with(index, { length: blocks, reduced: true }));
    const isLast = groups.every(({ reduced }) => !reduced);
    const to = isLast ? y.at : workspace + bytes;
    if (!isLast) bytes += Math.ceil((stage.outer * blocks * stage.columns) / 16) * 64;
    phases.push(stagePhase(kind, stage, [from, to], isLast ? factor : 1));
    from = to;
  }
  if (phases.length === 0) phases.push(copied(x.at, y.at, sizeOf(y.shape)));
  return { phases, bytes };
}

const kernel = <N extends Name>(operation: N): WasmKernel<N> => ({
  workspace: (node) => reduction(operation, node, 0).bytes,
  phases: (node) => reduction(operation, node, node.workspace).phases,
});

export const reductionKernels: { readonly [N in Name]: WasmKernel<N> } = {
  sum: kernel('sum'),
  mean: kernel('mean'),
  max: kernel('max'),
};

import type { Cell } from '../../../graph/attributes.ts';
import { float, outputOf, type GraphBuilder, type Tensor } from '../graph-builder.ts';
import type { Sequence } from '../scope.ts';
import { stacked, type Turn } from './loop.ts';

/** Nodes inside a turn of a loop. */
export interface Inside {
  readonly of: (operation: string, ...inputs: readonly Tensor[]) => Tensor;
  /** Equal parts along the last axis. */
  readonly split: (gates: Tensor, parts: number) => Tensor[];
  readonly join: (gates: readonly Tensor[]) => Tensor;
}

export function inside(graph: GraphBuilder, { invariant }: Turn): Inside {
  const last = (): Tensor => invariant(graph.integer(1), 'int32');
  return {
    of: (operation, ...inputs) => graph.add(operation, inputs),
    split(gates, parts) {
      const first = graph.add('Split', [last(), gates], { ...float, num_split: { int: parts } });
      return Array.from({ length: parts }, (_, i) => outputOf(first, i));
    },
    join: (gates) =>
      gates.length === 1
        ? gates[0]
        : graph.add('ConcatV2', [...gates, last()], {
            ...float,
            N: { int: gates.length },
            Tidx: { type: 'int32' },
          }),
  };
}

interface Forward {
  /** x W + b and h R + b', `[B, G]` each. */
  readonly ofX: Tensor;
  readonly ofH: Tensor;
  readonly before: readonly Tensor[];
}

/** What the way forward left: the states before and after each step, and what the steps keep. */
interface Forth {
  readonly before: readonly Sequence[];
  readonly now: readonly Sequence[];
  readonly kept: readonly Sequence[];
}

interface Backward {
  /** This step's share of what was prepared. */
  readonly prepared: readonly Tensor[];
  /** Of the states after the step. */
  readonly upstream: readonly Tensor[];
}

/** One step of a cell, forward and back. The first of its states, `[B, U]` each, is what it gives. */
interface CellSteps {
  readonly states: number;
  readonly kept: number;
  readonly forward: (nodes: Inside, at: Forward) => { states: readonly Tensor[]; kept: readonly Tensor[] };
  /** What a step back needs: the more of it is worked out for all steps at once, the less is done in each. */
  readonly prepare: (graph: GraphBuilder, forth: Forth) => readonly Sequence[];
  /** Gradients of x W + b and of h R + b', and what the states before get beside the product with R. */
  readonly backward: (
    nodes: Inside,
    at: Backward,
  ) => { ofX: Tensor; ofH: Tensor; before: readonly (Tensor | null)[] };
}

const simple: CellSteps = {
  states: 1,
  kept: 0,
  forward: ({ of }, { ofX, ofH }) => ({ states: [of('Tanh', of('AddV2', ofX, ofH))], kept: [] }),
  prepare: (_, { now }) => now,
  backward({ of }, { prepared: [h], upstream: [dh] }) {
    const gate = of('TanhGrad', h, dh);
    return { ofX: gate, ofH: gate, before: [null] };
  },
};

/** h' = z h + (1 - z) tanh(x + r h̃), written as c + z (h - c). @see Cho et al. 2014 */
const gru: CellSteps = {
  states: 1,
  kept: 4,
  forward({ of, split }, { ofX, ofH, before: [h] }) {
    const [xz, xr, xh] = split(ofX, 3);
    const [hz, hr, hh] = split(ofH, 3);
    const z = of('Sigmoid', of('AddV2', xz, hz));
    const r = of('Sigmoid', of('AddV2', xr, hr));
    const candidate = of('Tanh', of('AddV2', xh, of('Mul', r, hh)));
    const state = of('AddV2', candidate, of('Mul', z, of('Sub', h, candidate)));
    return { states: [state], kept: [z, r, candidate, hh] };
  },
  prepare: (_, { before, kept }) => [...before, ...kept],
  backward({ of, join }, { prepared: [h, z, r, candidate, hh], upstream: [dh] }) {
    const kept = of('Mul', dh, z);
    const dz = of('SigmoidGrad', z, of('Mul', dh, of('Sub', h, candidate)));
    const dCandidate = of('TanhGrad', candidate, of('Sub', dh, kept));
    const dr = of('SigmoidGrad', r, of('Mul', dCandidate, hh));
    return {
      ofX: join([dz, dr, dCandidate]),
      ofH: join([dz, dr, of('Mul', dCandidate, r)]),
      before: [kept],
    };
  },
};

/** @see Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000 */
const lstm: CellSteps = {
  states: 2,
  kept: 5,
  forward({ of, split }, { ofX, ofH, before: [, c] }) {
    const [xi, xf, xc, xo] = split(of('AddV2', ofX, ofH), 4);
    const [i, f, o] = [xi, xf, xo].map((gate) => of('Sigmoid', gate));
    const candidate = of('Tanh', xc);
    const memory = of('AddV2', of('Mul', f, c), of('Mul', i, candidate));
    const bent = of('Tanh', memory);
    return { states: [of('Mul', o, bent), memory], kept: [i, f, candidate, o, bent] };
  },
  prepare(graph, { before, kept }) {
    const [c, i, f, candidate, o, bent] = [before[1], ...kept].map((sequence) => stacked(graph, sequence));
    const gates = [
      graph.apply('SigmoidGrad', i, candidate),
      graph.apply('SigmoidGrad', f, c),
      graph.apply('TanhGrad', candidate, i),
      graph.apply('SigmoidGrad', o, bent),
    ];
    return [graph.concat(gates, 2), graph.apply('TanhGrad', bent, o), kept[1]];
  },
  backward({ of, join }, { prepared: [gates, ofBent, f], upstream: [dh, dc] }) {
    const dMemory = of('AddV2', dc, of('Mul', dh, ofBent));
    const dGates = of('Mul', join([dMemory, dMemory, dMemory, dh]), gates);
    return { ofX: dGates, ofH: dGates, before: [null, of('Mul', dMemory, f)] };
  },
};

export const cells: Readonly<Record<Cell, CellSteps>> = { simple, lstm, gru };

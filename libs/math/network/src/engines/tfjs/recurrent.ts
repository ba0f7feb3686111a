import * as tf from '@tensorflow/tfjs-core';
import type { Cell } from '../../graph/attributes.ts';
import type { Kernels } from './kernel.ts';

/** h (and c, of an lstm) `[B, U]` */
type State = readonly tf.Tensor[];

/** What one step gives, and how a gradient goes back through it. */
interface Stepped {
  readonly state: State;
  back(dState: State): {
    readonly dState: State;
    readonly dX: tf.Tensor;
    readonly dWeights: readonly tf.Tensor[];
  };
}

/** x `[B, F]`; weights kernel, recurrent, bias; gates in the order of Keras. */
type Step = (x: tf.Tensor, state: State, weights: readonly tf.Tensor[]) => Stepped;

const { add, sub, mul, matMul, sigmoid, tanh } = tf;
const turnedBy = (dy: tf.Tensor, weight: tf.Tensor): tf.Tensor => matMul(dy, weight, false, true);
const outer = (x: tf.Tensor, dy: tf.Tensor): tf.Tensor => matMul(x, dy, true);
const total = (dy: tf.Tensor): tf.Tensor => tf.sum(dy, 0);
/** Derivatives by their own values. */
const ofSigmoid = (y: tf.Tensor): tf.Tensor => mul(y, sub(1, y));
const ofTanh = (y: tf.Tensor): tf.Tensor => sub(1, tf.square(y));
const product = (...factors: readonly tf.Tensor[]): tf.Tensor => factors.reduce((a, b) => mul(a, b));

const simple: Step = (x, [h], [kernel, recurrent, bias]) => {
  const y = tanh(add(add(matMul(x, kernel), matMul(h, recurrent)), bias));
  return {
    state: [y],
    back: ([dH]) => {
      const d = mul(dH, ofTanh(y));
      return {
        dState: [turnedBy(d, recurrent)],
        dX: turnedBy(d, kernel),
        dWeights: [outer(x, d), outer(h, d), total(d)],
      };
    },
  };
};

const lstm: Step = (x, [h, c], [kernel, recurrent, bias]) => {
  const sums = tf.split(add(add(matMul(x, kernel), matMul(h, recurrent)), bias), 4, 1);
  const [i, f, g, o] = [sigmoid(sums[0]), sigmoid(sums[1]), tanh(sums[2]), sigmoid(sums[3])];
  const cell = add(mul(f, c), mul(i, g));
  const bent = tanh(cell);
  return {
    state: [mul(o, bent), cell],
    back: ([dH, dC]) => {
      const dCell = add(dC, product(dH, o, ofTanh(bent)));
      const d = tf.concat(
        [
          product(dCell, g, ofSigmoid(i)),
          product(dCell, c, ofSigmoid(f)),
          product(dCell, i, ofTanh(g)),
          product(dH, bent, ofSigmoid(o)),
        ],
        1,
      );
      return {
        dState: [turnedBy(d, recurrent), mul(dCell, f)],
        dX: turnedBy(d, kernel),
        dWeights: [outer(x, d), outer(h, d), total(d)],
      };
    },
  };
};

const gru: Step = (x, [h], [kernel, recurrent, bias]) => {
  const [ofX, ofH] = tf.split(bias, 2, 0);
  const [xz, xr, xg] = tf.split(add(matMul(x, kernel), ofX), 3, 1);
  const [hz, hr, hg] = tf.split(add(matMul(h, recurrent), ofH), 3, 1);
  const [z, r] = [sigmoid(add(xz, hz)), sigmoid(add(xr, hr))];
  const g = tanh(add(xg, mul(r, hg)));
  return {
    state: [add(mul(z, h), mul(sub(1, z), g))],
    back: ([dH]) => {
      const dG = product(dH, sub(1, z), ofTanh(g));
      const dZ = product(dH, sub(h, g), ofSigmoid(z));
      const dR = product(dG, hg, ofSigmoid(r));
      const [dOfX, dOfH] = [tf.concat([dZ, dR, dG], 1), tf.concat([dZ, dR, mul(dG, r)], 1)];
      return {
        dState: [add(mul(dH, z), turnedBy(dOfH, recurrent))],
        dX: turnedBy(dOfX, kernel),
        dWeights: [outer(x, dOfX), outer(h, dOfH), tf.stack([total(dOfX), total(dOfH)])],
      };
    },
  };
};

const cells: Readonly<Record<Cell, Step>> = { simple, lstm, gru };

/** Where the mask `[B, 1]` is 0 the state stays, and its gradient passes by. */
function masked(mask: tf.Tensor, before: State, { state, back }: Stepped): Stepped {
  const keep = sub(1, mask);
  return {
    state: state.map((value, at) => add(mul(mask, value), mul(keep, before[at]))),
    back: (dState) => {
      const inner = back(dState.map((d) => mul(mask, d)));
      return { ...inner, dState: inner.dState.map((d, at) => add(d, mul(keep, dState[at]))) };
    },
  };
}

const stepOf = (x: tf.Tensor, step: number): tf.Tensor => tf.slice(x, [0, step], [-1, 1]);
const rowsOf = (x: tf.Tensor, step: number): tf.Tensor =>
  tf.reshape(stepOf(x, step), [x.shape[0], x.shape[2] as number]);

/** All steps over x `[B, T, F]`, mask `[B, T]`. */
function stepsOver(cell: Cell, x: tf.Tensor, weights: readonly tf.Tensor[], mask?: tf.Tensor): Stepped[] {
  const units = weights[1].shape[0];
  let state: State = (cell === 'lstm' ? [0, 1] : [0]).map(() => tf.zeros([x.shape[0], units]));
  return Array.from({ length: x.shape[1] as number }, (_, step) => {
    const stepped = cells[cell](rowsOf(x, step), state, weights);
    const made = mask ? masked(stepOf(mask, step), state, stepped) : stepped;
    state = made.state;
    return made;
  });
}

/** dStates `[B, T, U]` back through all steps, the last one first. */
function backThrough(steps: readonly Stepped[], dStates: tf.Tensor): readonly tf.Tensor[] {
  let dState: State = steps[0].state.map((value) => tf.zerosLike(value));
  let dWeights: readonly tf.Tensor[] | null = null;
  const dX = steps.map(() => dStates);
  for (let step = steps.length - 1; step >= 0; step--) {
    const [dH, ...rest] = dState;
    const found = steps[step].back([add(dH, rowsOf(dStates, step)), ...rest]);
    const before: readonly tf.Tensor[] | null = dWeights;
    dWeights = before ? found.dWeights.map((d, at) => add(d, before[at])) : found.dWeights;
    dX[step] = found.dX;
    dState = found.dState;
  }
  return [tf.stack(dX, 1), ...(dWeights ?? [])];
}

export const recurrentKernels: Kernels<'recurrent' | 'recurrentGradient'> = {
  // Nothing is kept: the gradient takes all steps again.
  recurrent: ([x, kernel, recurrent, bias, mask], { cell }) => [
    tf.stack(
      stepsOver(cell, x, [kernel, recurrent, bias], mask).map(({ state: [h] }) => h),
      1,
    ),
    tf.zeros([x.shape[0], x.shape[1] as number, 1]),
  ],
  recurrentGradient: ([dStates, x, kernel, recurrent, bias, ...rest], attributes) => {
    const mask = attributes.masked ? rest[0] : undefined;
    return backThrough(stepsOver(attributes.cell, x, [kernel, recurrent, bias], mask), dStates);
  },
};

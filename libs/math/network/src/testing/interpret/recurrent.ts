import type { Cell } from '../../graph/attributes.ts';
import { sigmoid } from './elementwise.ts';
import { real, rowsOf, type Kernel, type Real } from './real.ts';

type Vector = Float64Array;

/** One step of one row. `c` is the memory of the lstm; `gates` are after their activations. */
interface Step {
  readonly h: Vector;
  readonly c: Vector;
  readonly gates: Vector;
  /** What the recurrent kernel gave, bias in it: the gru's gradient wants it. */
  readonly fromState: Vector;
}

/** What flows back out of one step: into the gates by way of x and of the state, and past the gates. */
interface Back {
  readonly byInput: Vector;
  readonly byState: Vector;
  readonly h: Vector;
  readonly c: Vector;
}

const vector = (length: number, value: (i: number) => number): Vector =>
  Float64Array.from({ length }, (_, i) => value(i));

/** v M + b */
const product = (v: Vector, matrix: Real, bias: Vector): Vector => {
  const rows = rowsOf(matrix);
  return vector(bias.length, (j) => v.reduce((total, value, i) => total + value * rows[i][j], bias[j]));
};

/** M v */
const turnedProduct = (matrix: Real, v: Vector): Vector => {
  const rows = rowsOf(matrix);
  return vector(rows.length, (i) => rows[i].reduce((total, value, j) => total + value * v[j], 0));
};

interface Rules {
  /** fromInput and fromState `[G]`, the state before → the step */
  forward(fromInput: Vector, fromState: Vector, h: Vector, c: Vector): Step;
  backward(dh: Vector, dc: Vector, step: Step, before: Pick<Step, 'h' | 'c'>): Back;
}

const simple: Rules = {
  forward: (fromInput, fromState, _h, c) => {
    const h = fromInput.map((value, i) => Math.tanh(value + fromState[i]));
    return { h, c, gates: h, fromState };
  },
  backward: (dh, dc, { h }) => {
    const gates = dh.map((value, i) => value * (1 - h[i] ** 2));
    return { byInput: gates, byState: gates, h: dh.map(() => 0), c: dc };
  },
};

const lstm: Rules = {
  forward: (fromInput, fromState, _h, before) => {
    const units = before.length;
    const isCandidate = (i: number): boolean => i >= 2 * units && i < 3 * units;
    const gates = fromInput.map((value, i) => (isCandidate(i) ? Math.tanh : sigmoid)(value + fromState[i]));
    const c = before.map((value, i) => gates[units + i] * value + gates[i] * gates[2 * units + i]);
    const h = c.map((value, i) => gates[3 * units + i] * Math.tanh(value));
    return { h, c, gates, fromState };
  },
  backward: (dh, dcAfter, { gates, c }, before) => {
    const units = dh.length;
    const [i, f, g, o] = [0, 1, 2, 3].map((gate) => gates.subarray(gate * units, (gate + 1) * units));
    const dc = dcAfter.map((value, u) => value + dh[u] * o[u] * (1 - Math.tanh(c[u]) ** 2));
    const byInput = vector(4 * units, (at) => {
      const u = at % units;
      return [
        dc[u] * g[u] * i[u] * (1 - i[u]),
        dc[u] * before.c[u] * f[u] * (1 - f[u]),
        dc[u] * i[u] * (1 - g[u] ** 2),
        dh[u] * Math.tanh(c[u]) * o[u] * (1 - o[u]),
      ][Math.floor(at / units)];
    });
    return { byInput, byState: byInput, h: dh.map(() => 0), c: dc.map((value, u) => value * f[u]) };
  },
};

const gru: Rules = {
  forward: (fromInput, fromState, before, c) => {
    const units = before.length;
    const gates = new Float64Array(3 * units);
    for (let u = 0; u < 2 * units; u++) gates[u] = sigmoid(fromInput[u] + fromState[u]);
    for (let u = 2 * units; u < 3 * units; u++)
      gates[u] = Math.tanh(fromInput[u] + gates[u - units] * fromState[u]);
    const h = before.map((value, u) => gates[u] * value + (1 - gates[u]) * gates[2 * units + u]);
    return { h, c, gates, fromState };
  },
  backward: (dh, dc, { gates, fromState }, before) => {
    const units = dh.length;
    const [z, r, n] = [0, 1, 2].map((gate) => gates.subarray(gate * units, (gate + 1) * units));
    const candidate = dh.map((value, u) => value * (1 - z[u]) * (1 - n[u] ** 2));
    const reset = candidate.map((value, u) => value * fromState[2 * units + u] * r[u] * (1 - r[u]));
    const update = dh.map((value, u) => value * (before.h[u] - n[u]) * z[u] * (1 - z[u]));
    return {
      byInput: Float64Array.of(...update, ...reset, ...candidate),
      byState: Float64Array.of(...update, ...reset, ...candidate.map((value, u) => value * r[u])),
      h: dh.map((value, u) => value * z[u]),
      c: dc,
    };
  },
};

const rules: Readonly<Record<Cell, Rules>> = { simple, lstm, gru };

interface Sequence {
  readonly x: readonly Vector[];
  readonly mask: Vector | null;
}

function sequencesOf(x: Real, mask: Real | undefined): readonly Sequence[] {
  const [batch, time] = x.shape;
  const rows = rowsOf(x);
  return Array.from({ length: batch }, (_, b) => ({
    x: rows.slice(b * time, (b + 1) * time),
    mask: mask ? mask.data.subarray(b * time, (b + 1) * time) : null,
  }));
}

const isHeld = ({ mask }: Sequence, t: number): boolean => mask !== null && mask[t] === 0;

/** Bias of x and bias of the state; only the gru has the second. */
const biasesOf = (bias: Real): readonly [Vector, Vector] => {
  const [ofInput, ofState] = rowsOf(bias);
  return [ofInput, ofState ?? ofInput.map(() => 0)];
};

function stepsOf(
  cell: Cell,
  sequence: Sequence,
  [kernel, recurrent, bias]: readonly Real[],
): readonly Step[] {
  const [ofInput, ofState] = biasesOf(bias);
  const still = new Float64Array(recurrent.shape[0]);
  let step: Step = { h: still, c: still, gates: still, fromState: still };
  return sequence.x.map((x, t) => {
    const { h, c } = step;
    if (!isHeld(sequence, t))
      step = rules[cell].forward(product(x, kernel, ofInput), product(h, recurrent, ofState), h, c);
    return step;
  });
}

const addOuter = (sum: Real, a: Vector, b: Vector): void =>
  rowsOf(sum).forEach((row, i) => b.forEach((value, j) => (row[j] += a[i] * value)));
const addTo = (sum: Vector, part: Vector): void => part.forEach((value, i) => (sum[i] += value));

export const recurrence: { readonly [N in 'recurrent' | 'recurrentGradient']: Kernel<N> } = {
  recurrent: ([x, kernel, recurrent, bias, mask], { cell }) => {
    const weights = [kernel, recurrent, bias];
    const states = sequencesOf(x, mask).flatMap((sequence) =>
      stepsOf(cell, sequence, weights).flatMap(({ h }) => [...h]),
    );
    const [batch, time] = x.shape;
    return [real([batch, time, recurrent.shape[0]], Float64Array.from(states)), real([batch, time, 0])];
  },
  recurrentGradient: ([dStates, x, ...rest], { cell, masked }) => {
    const [kernel, recurrent, bias] = rest;
    const [dx, dKernel, dRecurrent, dBias] = [x, kernel, recurrent, bias].map(({ shape }) => real(shape));
    const [dOfInput, dOfState] = biasesOf(dBias);
    const still = new Float64Array(recurrent.shape[0]);
    sequencesOf(x, masked ? rest[3] : undefined).forEach((sequence, b) => {
      const steps = stepsOf(cell, sequence, [kernel, recurrent, bias]);
      let [dh, dc]: Vector[] = [still, still];
      for (let t = steps.length - 1; t >= 0; t--) {
        const row = b * steps.length + t;
        const flowing = rowsOf(dStates)[row].map((value, u) => value + dh[u]);
        dh = flowing;
        if (isHeld(sequence, t)) continue;
        const before = steps[t - 1] ?? { h: still, c: still };
        const back = rules[cell].backward(flowing, dc, steps[t], before);
        addTo(rowsOf(dx)[row], turnedProduct(kernel, back.byInput));
        addOuter(dKernel, sequence.x[t], back.byInput);
        addOuter(dRecurrent, before.h, back.byState);
        addTo(dOfInput, back.byInput);
        addTo(dOfState, back.byState);
        const throughGates = turnedProduct(recurrent, back.byState);
        dh = back.h.map((value, u) => value + throughGates[u]);
        dc = back.c;
      }
    });
    return [dx, dKernel, dRecurrent, dBias];
  },
};

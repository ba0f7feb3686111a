import type { Attributes } from '../../graph/attributes.ts';
import { filled, type Real } from './real.ts';

type EffectName = 'assign' | 'sgd' | 'adam' | 'rmsProp';

/** What an effect makes of the variables it names. */
type Effect<N extends EffectName> = (
  inputs: readonly Real[],
  attributes: Attributes[N],
  variables: Map<string, Real>,
) => void;

const read = (variables: ReadonlyMap<string, Real>, name: string): Real => {
  const value = variables.get(name);
  if (!value) throw new Error(`No variable ${name}`);
  return value;
};

export const effects: { readonly [N in EffectName]: Effect<N> } = {
  assign: ([value], { variable }, variables) => {
    variables.set(variable, value);
  },
  sgd: ([gradient, rate], { variable, momentum, velocity }, variables) => {
    const w = read(variables, variable);
    const last = velocity === null ? null : read(variables, velocity);
    const step = filled(
      w.shape,
      (i) => (last ? momentum * last.data[i] : 0) - rate.data[0] * gradient.data[i],
    );
    if (velocity !== null) variables.set(velocity, step);
    variables.set(
      variable,
      filled(w.shape, (i) => w.data[i] + step.data[i]),
    );
  },
  adam: ([gradient, rate, step], attributes, variables) => {
    const { variable, first, second, beta1, beta2, epsilon, weightDecay } = attributes;
    const [w, m, v] = [variable, first, second].map((name) => read(variables, name));
    const g = gradient.data;
    const newM = filled(w.shape, (i) => beta1 * m.data[i] + (1 - beta1) * g[i]);
    const newV = filled(w.shape, (i) => beta2 * v.data[i] + (1 - beta2) * g[i] ** 2);
    const t = step.data[0];
    const corrected = (rate.data[0] * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
    const decayed = 1 - rate.data[0] * weightDecay;
    variables.set(first, newM);
    variables.set(second, newV);
    variables.set(
      variable,
      filled(
        w.shape,
        (i) => decayed * w.data[i] - (corrected * newM.data[i]) / (Math.sqrt(newV.data[i]) + epsilon),
      ),
    );
  },
  rmsProp: ([gradient, rate], { variable, square, rho, epsilon }, variables) => {
    const [w, s] = [variable, square].map((name) => read(variables, name));
    const g = gradient.data;
    const newS = filled(w.shape, (i) => rho * s.data[i] + (1 - rho) * g[i] ** 2);
    variables.set(square, newS);
    variables.set(
      variable,
      filled(w.shape, (i) => w.data[i] - (rate.data[0] * g[i]) / (Math.sqrt(newS.data[i]) + epsilon)),
    );
  },
};

export const isEffect = (name: string): name is EffectName => name in effects;

import type { Attributes, OperationName } from './attributes.ts';
import { broadcastType } from './broadcast.ts';
import { expectFloat, shaped } from './checks.ts';
import type { Apply, Operation } from './operation.ts';
import { scalar } from './scalar.ts';
import type { TensorType, Value } from './value.ts';

/** Operations that work value by value on one input, and take nothing else. */
export type UnaryName =
  'negate' | 'exp' | 'log' | 'sqrt' | 'square' | 'abs' | 'relu' | 'sigmoid' | 'tanh' | 'softplus';

/** Shape rule of what works value by value on any number of inputs. */
export const valueByValue =
  (operation: OperationName) =>
  (types: readonly TensorType[]): readonly TensorType[] => {
    expectFloat(operation, types);
    return [types.reduce((common, type) => broadcastType(operation, common, type))];
  };

/** An operation on single values, by its derivative: dy, x, y → dx. */
export function unary<N extends UnaryName>(
  operation: N,
  derivative: (dy: Value, x: Value, y: Value, with_: Arithmetic) => Value,
): Operation<N> {
  return {
    infer: (types) => {
      expectFloat(operation, types);
      return [shaped(types[0].shape)];
    },
    gradient: ({ node, outputs, upstream: [dy] }, apply) => [
      dy && derivative(dy, node.inputs[0], outputs[0], arithmetic(apply)),
    ],
  };
}

/** Short words for what gradients are composed of. */
export interface Arithmetic {
  of(operation: NoAttributes, ...inputs: readonly (Value | number)[]): Value;
}

type NoAttributes = {
  [N in OperationName]: Attributes[N] extends Readonly<Record<string, never>> ? N : never;
}[OperationName];

export const arithmetic = (apply: Apply): Arithmetic => ({
  of: (operation, ...inputs) => {
    const values = inputs.map((input) => (typeof input === 'number' ? scalar(input, apply) : input));
    return apply(operation, values, {} as Attributes[typeof operation])[0];
  },
});

import { elementTypes } from '../proto.ts';
import type { OperationName } from '../../../graph/attributes.ts';
import type { Node, Value } from '../../../graph/value.ts';
import { reshaped } from '../arrays.ts';
import type { OnnxWriter } from '../writer.ts';
import { any, type Lowers } from './lower.ts';

/** From the names of the inputs to that of the output. */
type Compute = (to: OnnxWriter, inputs: readonly string[]) => string;

/** A value that can stand beside pictures `[B, C, H, W]`: one of them, a number, or one number for each channel. */
function besidePictures(to: OnnxWriter, value: Value): string | null {
  const { shape } = value;
  if (shape.length === 4) return to.channelsFirst(value);
  if (shape.length === 0 || (shape.length === 1 && shape[0] === 1)) return to.plain(value);
  if (shape.length !== 1) return null;
  const column = [shape[0] as number, 1, 1];
  const known = to.arrayOf(value);
  return known
    ? to.carry(`${known.name}:column`, reshaped(known.array, column))
    : to.write('Reshape', [to.plain(value), to.numbers(column)]);
}

const canStandBeside = ({ shape }: Value): boolean =>
  shape.length === 4 || shape.length === 0 || (shape.length === 1 && typeof shape[0] === 'number');

/** Value by value: in the order that a picture among the inputs has already. */
const each =
  (compute: Compute) =>
  (node: Node, to: OnnxWriter): void => {
    const { inputs } = node;
    const picture = inputs.some((value) => value.shape.length === 4 && to.formsOf(value).channelsFirst);
    if (picture && inputs.every(canStandBeside))
      to.give(any(node), {
        channelsFirst: () =>
          compute(
            to,
            inputs.map((value) => besidePictures(to, value) as string),
          ),
      });
    else
      to.give(any(node), {
        plain: () =>
          compute(
            to,
            inputs.map((value) => to.plain(value)),
          ),
      });
  };

const word =
  (operation: string): Compute =>
  (to, inputs) =>
    to.write(operation, inputs);
const cast = (to: OnnxWriter, name: string, type: keyof typeof elementTypes): string =>
  to.write('Cast', [name], { to: { int: elementTypes[type] } });

export const elementwise = {
  add: each(word('Add')),
  subtract: each(word('Sub')),
  multiply: each(word('Mul')),
  divide: each(word('Div')),
  maximum: each(word('Max')),
  minimum: each(word('Min')),
  greater: each((to, inputs) => cast(to, to.write('Greater', inputs), 'float32')),
  select: each((to, [condition, a, b]) => to.write('Where', [cast(to, condition, 'bool'), a, b])),
  negate: each(word('Neg')),
  exp: each(word('Exp')),
  log: each(word('Log')),
  sqrt: each(word('Sqrt')),
  square: each((to, [x]) => to.write('Mul', [x, x])),
  abs: each(word('Abs')),
  relu: each(word('Relu')),
  sigmoid: each(word('Sigmoid')),
  tanh: each(word('Tanh')),
  softplus: each(word('Softplus')),
  toFloat: each((to, [x]) => cast(to, x, 'float32')),
} satisfies Partial<Lowers<OperationName>>;

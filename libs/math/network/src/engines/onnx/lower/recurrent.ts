import { ndArray } from '@millwright/tensors';
import type { Cell } from '../../../graph/attributes.ts';
import type { Node, Value } from '../../../graph/value.ts';
import { permuted, reordered, reshaped, type Float } from '../arrays.ts';
import type { OnnxWriter } from '../writer.ts';
import { any, refuseExport, type Lowers } from './lower.ts';

interface Words {
  readonly operation: string;
  /** Where ONNX' gates lie among those of Keras. */
  readonly order: readonly number[];
}

/** ONNX has the gates of an lstm as i o f c. */
const words: Readonly<Record<Cell, Words>> = {
  simple: { operation: 'RNN', order: [0] },
  lstm: { operation: 'LSTM', order: [0, 3, 1, 2] },
  gru: { operation: 'GRU', order: [0, 1, 2] },
};

function weightOf(to: OnnxWriter, value: Value): { readonly name: string; readonly array: Float } {
  const known = to.arrayOf(value);
  return known ?? refuseExport('recurrent', 'a weight of it is computed');
}

/** `[K, G]` → `[1, G, K]` */
function matrixOf(to: OnnxWriter, value: Value, order: readonly number[]): string {
  const { name, array } = weightOf(to, value);
  const turned = permuted(reordered(array, order), [1, 0]);
  return to.carry(`${name}:gates`, reshaped(turned, [1, ...turned.shape]));
}

/** Bias of x and bias of the state behind one another, `[1, 2 G]`; all but gru have the first alone. */
function biasOf(to: OnnxWriter, value: Value, order: readonly number[]): string {
  const { name, array } = weightOf(to, value);
  const both = ndArray('float32', [1, array.shape.length === 1 ? 2 * array.data.length : array.data.length]);
  both.data.set(reordered(array, order).data);
  return to.carry(`${name}:gates`, both);
}

function states(node: Node<'recurrent'>, to: OnnxWriter): string {
  const [x, kernel, recurrent, bias] = node.inputs;
  const { operation, order } = words[node.attributes.cell];
  const inputs = [
    to.turned(to.plain(x), [1, 0, 2]),
    matrixOf(to, kernel, order),
    matrixOf(to, recurrent, order),
    biasOf(to, bias, order),
  ];
  const y = to.write(operation, inputs, {
    hidden_size: { int: recurrent.shape[0] as number },
    ...(operation === 'GRU' && { linear_before_reset: { int: 1 } }),
  });
  return to.turned(to.write('Squeeze', [y, to.numbers([1])]), [1, 0, 2]);
}

export const recurrence: Lowers<'recurrent'> = {
  recurrent: (node, to) => {
    if (node.inputs.length > 4)
      refuseExport('recurrent', 'ONNX knows lengths of sequences but no mask of steps');
    to.give(any(node), { plain: () => states(node, to) }, {});
  },
};

import * as tf from '@tensorflow/tfjs-core';
import { ndArray, type NdArray } from '@millwright/tensors';
import type { OperationName } from '../../graph/attributes.ts';
import { orderOf, programOrder } from '../../graph/order.ts';
import type { AnyNode, Dimension, Module, Value } from '../../graph/value.ts';
import type { Arrays, Session } from '../session.ts';
import { effects } from './effects.ts';
import type { EffectName, Kernel, Run } from './kernel.ts';
import { kernels } from './kernels.ts';
import { arrayOf, tensorOf } from './tensors.ts';

type Compute = Kernel<OperationName>;
type Change = (
  inputs: readonly tf.Tensor[],
  attributes: AnyNode['attributes'],
  before: (name: string) => tf.Tensor,
) => ReadonlyMap<string, tf.Tensor>;

/** Open lengths, as the arrays that are fed have them. */
function lengthsIn(module: Module, inputs: ReadonlyMap<string, NdArray>): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const node of Object.values(module.programs).flatMap(programOrder)) {
    if (node.operation !== 'input') continue;
    const { name, shape } = node.attributes;
    shape.forEach((length, axis) => {
      const array = inputs.get(name);
      if (array && typeof length === 'string') lengths.set(length, array.shape[axis]);
    });
  }
  return lengths;
}

/** A run as plain as can be: all variables are uploaded, all is computed, what is asked for is read. */
class TfjsSession implements Session {
  readonly #variables: Map<string, NdArray<'float32'>>;
  readonly #module: Module;

  constructor(module: Module) {
    this.#module = module;
    this.#variables = new Map(module.variables.map(({ name, shape }) => [name, ndArray('float32', shape)]));
  }

  async run(
    program: string,
    inputs: ReadonlyMap<string, NdArray>,
    wanted?: readonly string[],
  ): Promise<Arrays> {
    if (tf.getBackend() !== 'cpu') await tf.setBackend('cpu');
    tf.engine().startScope();
    try {
      return this.#compute(program, inputs, wanted);
    } finally {
      tf.engine().endScope();
    }
  }

  async read(names = [...this.#variables.keys()]): Promise<Arrays> {
    return new Map(
      names.map((name) => {
        const { shape, data } = this.#variables.get(name) as NdArray<'float32'>;
        return [name, ndArray('float32', shape, data.slice())];
      }),
    );
  }

  write(values: ReadonlyMap<string, NdArray>): void {
    for (const [name, { shape, data }] of values)
      this.#variables.set(name, ndArray('float32', shape, Float32Array.from(data)));
  }

  dispose(): void {
    this.#variables.clear();
  }

  #compute(name: string, inputs: ReadonlyMap<string, NdArray>, wanted?: readonly string[]): Arrays {
    const program = this.#module.programs[name];
    const names = wanted ?? Object.keys(program.outputs);
    const fed = new Map([...this.#variables, ...inputs].map(([key, array]) => [key, tensorOf(array)]));
    const open = lengthsIn(this.#module, inputs);
    const run: Run = {
      fed: (key) => fed.get(key) as tf.Tensor,
      lengths: (shape: readonly Dimension[]) =>
        shape.map((length) => (typeof length === 'number' ? length : (open.get(length) as number))),
    };
    const results = new Map<AnyNode, readonly tf.Tensor[]>();
    const valueOf = ({ node, index }: Value): tf.Tensor => (results.get(node) as readonly tf.Tensor[])[index];
    const last = new Set(program.effects);
    for (const node of orderOf([...names.map((key) => program.outputs[key].node), ...program.effects])) {
      if (last.has(node)) continue;
      const compute = kernels[node.operation as keyof typeof kernels] as Compute;
      results.set(node, compute(node.inputs.map(valueOf), node.attributes, run));
    }
    for (const node of program.effects) {
      const change = effects[node.operation as EffectName] as Change;
      for (const [key, value] of change(node.inputs.map(valueOf), node.attributes, run.fed))
        this.#variables.set(key, arrayOf(value));
    }
    return new Map(names.map((key) => [key, arrayOf(valueOf(program.outputs[key]))]));
  }
}

/** Graphs on TensorFlow.js in plain JavaScript: the reference of the tests, in single precision. Not for users. */
export async function openTfjs(module: Module): Promise<Session> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  // It would greet on its first use and advise a package that Millwright replaces.
  (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
  return new TfjsSession(module);
}

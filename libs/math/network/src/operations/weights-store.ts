import { AppError } from '@millwright/contracts';
import { expectShape, ndArray, seeded, type NdArray } from '@millwright/tensors';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Parameter } from '../definition/parameters.ts';
import type { CheckedOptimiser } from '../definition/objective.ts';
import type { Kernels, Variable } from './kernels.ts';

type Arrays = Map<string, NdArray<'float32'>>;

const slotNames = (optimiser: CheckedOptimiser): readonly string[] =>
  optimiser.kind === 'sgd' ? (optimiser.momentum > 0 ? ['velocity'] : []) : ['m', 'v'];

/** The arrays that a training changes: weights, running statistics, moments of the optimiser. */
export class WeightsStore {
  /** Steps taken. */
  step = 0;
  private readonly variables = new Map<string, Variable>();
  private readonly slots = new Map<string, Variable>();

  constructor(
    private readonly kernels: Kernels,
    private readonly parameters: readonly Parameter[],
    private readonly optimiser: CheckedOptimiser,
    seed: number,
  ) {
    const random = seeded(seed);
    for (const parameter of parameters) {
      const { data } = parameter.initial(random.fork(`weights/${parameter.name}`));
      this.variables.set(parameter.name, kernels.variable(data, parameter.shape));
      for (const [name, slot] of this.slotsOf(parameter)) this.slots.set(name, slot());
    }
  }

  value(name: string): Tensor {
    return this.variable(name).value();
  }

  variable(name: string): Variable {
    return this.variables.get(name) as Variable;
  }

  /** One step of the optimiser for the weight of this name; the gradient is taken over. */
  update(name: string, gradient: Tensor, by: { rate: number; scale: number }): void {
    const parameter = this.parameters.find((candidate) => candidate.name === name) as Parameter;
    const slots = slotNames(this.optimiser).map((slot) => this.slots.get(`${name}/${slot}`) as Variable);
    const { decays } = parameter;
    const { optimiser, step } = this;
    this.kernels.update({ optimiser, variable: this.variable(name), slots, gradient, ...by, step, decays });
    gradient.dispose();
  }

  weights(): Promise<Arrays> {
    return this.read(this.parameters.map(({ name, shape }) => [name, shape, this.variable(name)]));
  }

  /** @throws AppError `tensor.format` where one is missing or unknown, `tensor.shape` where one has another shape */
  setWeights(weights: ReadonlyMap<string, NdArray>): void {
    this.write(
      weights,
      this.parameters.map(({ name, shape }) => [name, shape, this.variable(name)]),
    );
  }

  async state(): Promise<Arrays> {
    const arrays = await this.read(this.slotEntries());
    return arrays.set('step', ndArray('float32', [], Float32Array.of(this.step)));
  }

  /** @throws AppError as {@link setWeights} */
  setState(state: ReadonlyMap<string, NdArray>): void {
    const rest = new Map(state);
    const step = rest.get('step');
    rest.delete('step');
    if (!step) throw missing('step');
    this.write(rest, this.slotEntries());
    this.step = step.data[0];
  }

  dispose(): void {
    for (const variable of [...this.variables.values(), ...this.slots.values()]) variable.dispose();
  }

  private slotsOf(parameter: Parameter): [string, () => Variable][] {
    if (!parameter.trained) return [];
    const size = parameter.shape.reduce((a, b) => a * b, 1);
    return slotNames(this.optimiser).map((slot) => [
      `${parameter.name}/${slot}`,
      () => this.kernels.variable(new Float32Array(size), parameter.shape),
    ]);
  }

  private slotEntries(): [string, readonly number[], Variable][] {
    return this.parameters.flatMap((parameter) =>
      this.slotsOf(parameter).map(([name]): [string, readonly number[], Variable] => [
        name,
        parameter.shape,
        this.slots.get(name) as Variable,
      ]),
    );
  }

  private async read(entries: [string, readonly number[], Variable][]): Promise<Arrays> {
    const arrays: Arrays = new Map();
    for (const [name, shape, variable] of entries)
      arrays.set(name, ndArray('float32', shape, await variable.read()));
    return arrays;
  }

  private write(
    arrays: ReadonlyMap<string, NdArray>,
    entries: [string, readonly number[], Variable][],
  ): void {
    const known = new Set(entries.map(([name]) => name));
    for (const name of arrays.keys())
      if (!known.has(name))
        throw new AppError('tensor.format', {
          file: 'weights',
          expected: 'weights of this network',
          received: name,
        });
    for (const [name, shape] of entries) {
      const array = arrays.get(name);
      if (!array) throw missing(name);
      expectShape(`weight ${name}`, array.shape, [...shape]);
    }
    for (const [name, , variable] of entries)
      variable.write(Float32Array.from((arrays.get(name) as NdArray).data));
  }
}

const missing = (name: string): AppError =>
  new AppError('tensor.format', { file: 'weights', expected: name, received: 'nothing under this name' });

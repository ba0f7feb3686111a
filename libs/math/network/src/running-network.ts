import { AppError } from '@millwright/contracts';
import { expectShape, ndArray, seeded, type NdArray } from '@millwright/tensors';
import { shapesOf, targetCount, type Network } from './definition/network.ts';
import { parametersOf } from './definition/parameters.ts';
import { checkInputs, expectNumbers } from './inputs.ts';
import type { Session } from './engines/session.ts';
import type { Batch, Inputs, LayerGradient, OpenNetwork, StepOptions, Weights } from './open.ts';
import { pictureLayers, slotSpecs } from './programs/module.ts';
import { checkArrays } from './weights.ts';

/** Answers are computed this many at a time, so that memory does not grow with the question. */
const answersAtOnce = 64;
const scalar = (value: number): NdArray<'float32'> => ndArray('float32', [], Float32Array.of(value));
const ones = (count: number): Float32Array => new Float32Array(count).fill(1);

/** Weights to begin with; drawn where they are absent. */
export interface Start {
  readonly seed: number;
  readonly weights?: ReadonlyMap<string, NdArray>;
}

function initialWeights(network: Network, seed: number): Map<string, NdArray> {
  const random = seeded(seed);
  return new Map(
    parametersOf(network).map(({ name, initial }) => [name, initial(random.fork(`weights/${name}`))]),
  );
}

/** A network on an engine: the runner behind {@link OpenNetwork}. */
export class RunningNetwork implements OpenNetwork {
  /** Steps taken. */
  private step = 0;
  private readonly outputs: number;

  constructor(
    readonly network: Network,
    readonly engine: string,
    private readonly session: Session,
    start: Start,
  ) {
    const last = network.layers[network.layers.length - 1].name;
    this.outputs = shapesOf(network).get(last)?.[0] as number;
    if (start.weights) this.setWeights(start.weights);
    else session.write(initialWeights(network, start.seed));
  }

  async trainStep(batch: Batch & StepOptions): Promise<{ loss: number }> {
    const inputs = this.fed(batch);
    inputs.set('rate', scalar(batch.learningRate ?? this.network.optimiser.learningRate));
    const loss = this.lossIn(await this.session.run('train', inputs));
    this.step += 1;
    return { loss };
  }

  async lossGradients(batch: Batch): Promise<{ loss: number; gradients: Weights }> {
    const gradients = await this.session.run('gradients', this.fed(batch));
    const loss = this.lossIn(gradients);
    gradients.delete('loss');
    return { loss, gradients };
  }

  async predict(inputs: Inputs): Promise<NdArray<'float32'>> {
    checkInputs(this.network, inputs);
    const [count, ...rest] = inputs.shape;
    const stride = inputs.data.length / Math.max(1, count);
    const answers = new Float32Array(count * this.outputs);
    for (let from = 0; from < count; from += answersAtOnce) {
      const to = Math.min(count, from + answersAtOnce);
      const data = inputs.data.subarray(from * stride, to * stride);
      const part = ndArray(inputs.dtype, [to - from, ...rest], data);
      const found = await this.session.run('predict', new Map([['inputs', part]]));
      answers.set(found.get('answers')?.data as Float32Array, from * this.outputs);
    }
    return ndArray('float32', [count, this.outputs], answers);
  }

  async layerGradient(
    inputs: Inputs,
    { layer, output }: { readonly layer: string; readonly output: number },
  ): Promise<LayerGradient> {
    checkInputs(this.network, inputs);
    this.checkTarget(layer, output);
    const wanted = ndArray('float32', [inputs.shape[0], this.outputs]);
    for (let row = 0; row < inputs.shape[0]; row++) wanted.data[row * this.outputs + output] = 1;
    const fed = new Map<string, NdArray>([
      ['inputs', inputs],
      ['wanted', wanted],
    ]);
    const names = [`activations/${layer}`, `gradients/${layer}`];
    const found = await this.session.run('layers', fed, names);
    const [activations, gradients] = names.map((name) => found.get(name) as NdArray<'float32'>);
    return { activations, gradients };
  }

  weights(): Promise<Weights> {
    return this.session.read(parametersOf(this.network).map(({ name }) => name));
  }

  setWeights(weights: ReadonlyMap<string, NdArray>): void {
    checkArrays(weights, parametersOf(this.network));
    this.session.write(weights);
  }

  async optimiserState(): Promise<Weights> {
    const slots = slotSpecs(this.network).map(({ name }) => name);
    // None is not all: without names a session gives every variable it has.
    const state: Weights = slots.length === 0 ? new Map() : await this.session.read(slots);
    return state.set('step', scalar(this.step));
  }

  setOptimiserState(state: ReadonlyMap<string, NdArray>): void {
    const slots = slotSpecs(this.network);
    checkArrays(state, [...slots, { name: 'step', shape: [] }]);
    this.session.write(new Map(slots.map(({ name }) => [name, state.get(name) as NdArray])));
    this.step = (state.get('step') as NdArray).data[0];
  }

  dispose(): void {
    this.session.dispose();
  }

  /** What a step is fed with, checked. */
  private fed({ inputs, targets, sampleWeights }: Batch): Map<string, NdArray> {
    const [count] = inputs.shape;
    checkInputs(this.network, inputs);
    expectShape('targets', targets.shape, [count, targetCount(this.network)]);
    if (sampleWeights) expectShape('sample weights', [sampleWeights.length], [count]);
    expectNumbers('targets', targets);
    const weights = ndArray('float32', [count], sampleWeights ?? ones(count));
    expectNumbers('sample weights', weights);
    return new Map<string, NdArray>([
      ['inputs', inputs],
      ['targets', targets],
      ['weights', weights],
      ['step', scalar(this.step + 1)],
    ]);
  }

  private lossIn(found: Weights): number {
    const loss = found.get('loss')?.data[0] as number;
    if (!Number.isFinite(loss)) throw new AppError('network.diverged', { step: this.step + 1 });
    return loss;
  }

  private checkTarget(layer: string, output: number): void {
    const reason = !this.network.layers.some(({ name }) => name === layer)
      ? 'there is no layer of this name'
      : !pictureLayers(this.network).includes(layer)
        ? 'it gives no picture [height, width, channels]'
        : output < 0 || output >= this.outputs
          ? `there is no output ${output}; the network has ${this.outputs}`
          : null;
    if (reason !== null) throw new AppError('network.layer', { layer, reason });
  }
}

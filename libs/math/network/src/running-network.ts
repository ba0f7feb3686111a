import { AppError } from '@millwright/contracts';
import { expectShape, ndArray, seeded, type NdArray } from '@millwright/tensors';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from './definition/network.ts';
import { parametersOf } from './definition/parameters.ts';
import type { Engine } from './engines/engine.ts';
import type { Batch, LayerGradient, OpenNetwork, StepOptions, Weights } from './open.ts';
import { graphOf, layersFrom, trainedLayers, type Graph } from './operations/graph.ts';
import { answersOf, lossOf } from './operations/head.ts';
import { Pass } from './operations/pass.ts';
import { WeightsStore } from './operations/weights-store.ts';

/** Answers are computed this many at a time, so that memory does not grow with the question. */
const answersAtOnce = 64;
const none: ReadonlySet<string> = new Set();

/** A network on an engine: the runner behind {@link OpenNetwork}. */
export class RunningNetwork implements OpenNetwork {
  readonly engine: string;
  private readonly graph: Graph;
  private readonly trained: ReadonlySet<string>;
  private readonly store: WeightsStore;

  constructor(
    readonly network: Network,
    private readonly on: Engine,
    private readonly seed: number,
  ) {
    this.engine = on.name;
    this.graph = graphOf(network);
    this.trained = trainedLayers(this.graph);
    on.activate();
    this.store = new WeightsStore(on.kernels, parametersOf(network), network.optimiser, seed);
  }

  async trainStep(batch: Batch & StepOptions): Promise<{ loss: number }> {
    this.checkBatch(batch);
    const { store, network } = this;
    const rate = batch.learningRate ?? network.optimiser.learningRate;
    const { clipNorm } = network.optimiser;
    const gathered = new Map<string, Tensor>();
    const pass = this.pass(true, this.trained, store.step + 1);
    try {
      const { loss, gradient } = await this.lossOfPass(pass, batch, store.step + 1);
      store.step += 1;
      this.keepStatistics(pass);
      pass.backward(gradient, (name, tensor) => {
        // Without clipping a weight may change at once: only its own layer reads it, and that one is done.
        if (clipNorm === null) store.update(name, tensor, { rate, scale: 1 });
        else gathered.set(name, tensor);
      });
      if (clipNorm !== null) await this.clippedUpdate(gathered, rate, clipNorm);
      return { loss };
    } finally {
      pass.close();
    }
  }

  async lossGradients(batch: Batch): Promise<{ loss: number; gradients: Weights }> {
    this.checkBatch(batch);
    const pass = this.pass(true, this.trained, this.store.step + 1);
    const gathered = new Map<string, Tensor>();
    try {
      const { loss, gradient } = await this.lossOfPass(pass, batch, this.store.step + 1);
      pass.backward(gradient, (name, tensor) => gathered.set(name, tensor));
      const gradients: Weights = new Map();
      for (const [name, tensor] of gathered) gradients.set(name, await this.read(tensor));
      return { loss, gradients };
    } finally {
      pass.close();
    }
  }

  async predict(inputs: NdArray<'float32'>): Promise<NdArray<'float32'>> {
    this.checkInputs(inputs);
    const { outputs, head } = this.graph;
    const count = inputs.shape[0];
    const stride = inputs.data.length / Math.max(1, count);
    const answers = new Float32Array(count * outputs);
    for (let from = 0; from < count; from += answersAtOnce) {
      const to = Math.min(count, from + answersAtOnce);
      const part = inputs.data.subarray(from * stride, to * stride);
      const scores = await this.scores(ndArray('float32', [to - from, ...this.network.input], part));
      answers.set(answersOf(head, scores, outputs), from * outputs);
    }
    return ndArray('float32', [count, outputs], answers);
  }

  async layerGradient(
    inputs: NdArray<'float32'>,
    { layer, output }: { readonly layer: string; readonly output: number },
  ): Promise<LayerGradient> {
    this.checkInputs(inputs);
    this.checkTarget(layer, output);
    const { outputs } = this.graph;
    const pass = this.pass(false, layersFrom(this.graph, layer), 0);
    try {
      const { kept } = pass.forward(this.upload(inputs), layer);
      const wanted = new Float32Array(inputs.shape[0] * outputs);
      for (let row = 0; row < inputs.shape[0]; row++) wanted[row * outputs + output] = 1;
      const seedGradient = this.on.kernels.upload(wanted, [inputs.shape[0], outputs]);
      const gradient = pass.backward(seedGradient, (_name, tensor) => tensor.dispose(), layer) as Tensor;
      const activations = await this.copy(kept as Tensor);
      return { activations, gradients: await this.read(gradient) };
    } finally {
      pass.close();
    }
  }

  weights(): Promise<Weights> {
    return this.store.weights();
  }

  setWeights(weights: ReadonlyMap<string, NdArray>): void {
    this.on.activate();
    this.store.setWeights(weights);
  }

  optimiserState(): Promise<Weights> {
    return this.store.state();
  }

  setOptimiserState(state: ReadonlyMap<string, NdArray>): void {
    this.on.activate();
    this.store.setState(state);
  }

  dispose(): void {
    this.store.dispose();
  }

  private pass(training: boolean, active: ReadonlySet<string>, step: number): Pass {
    this.on.activate();
    return new Pass({
      graph: this.graph,
      kernels: this.on.kernels,
      training,
      active,
      parameter: (name) => this.store.value(name),
      mask: (layer, shape) => this.mask(layer, shape, step),
    });
  }

  /** Drawn here and not on the engine, so that all engines drop the same values. */
  private mask(layer: string, shape: readonly number[], step: number): Tensor {
    const found = this.network.layers.find(({ name }) => name === layer);
    const rate = found?.kind === 'dropout' ? found.rate : 0;
    const random = seeded(this.seed).fork(`dropout/${layer}/${step}`);
    const mask = ndArray('float32', shape);
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = random.next() < rate ? 0 : 1 / (1 - rate);
    return this.on.kernels.upload(mask.data, shape);
  }

  private async lossOfPass(
    pass: Pass,
    batch: Batch,
    step: number,
  ): Promise<{ loss: number; gradient: Tensor }> {
    const { graph, network } = this;
    const { scores } = pass.forward(this.upload(batch.inputs));
    const values = (await scores.data()) as Float32Array;
    this.on.activate();
    const head = { loss: network.loss, activation: graph.head, width: graph.outputs };
    const { loss, gradient } = lossOf(head, values, batch.targets.data, batch.sampleWeights);
    if (!Number.isFinite(loss)) throw new AppError('network.diverged', { step });
    return { loss, gradient: this.on.kernels.upload(gradient, batch.targets.shape) };
  }

  private keepStatistics(pass: Pass): void {
    for (const [layer, [mean, variance]] of pass.batchStatistics()) {
      const norm = this.network.layers.find(({ name }) => name === layer);
      const keep = norm?.kind === 'batchNorm' ? norm.momentum : 1;
      this.on.kernels.blend(this.store.variable(`${layer}/mean`), mean, keep);
      this.on.kernels.blend(this.store.variable(`${layer}/variance`), variance, keep);
    }
  }

  private async clippedUpdate(gradients: Map<string, Tensor>, rate: number, clipNorm: number): Promise<void> {
    const norm = Math.sqrt(await this.on.kernels.sumOfSquares([...gradients.values()]));
    this.on.activate();
    const scale = norm > clipNorm ? clipNorm / norm : 1;
    for (const [name, gradient] of gradients) this.store.update(name, gradient, { rate, scale });
  }

  private async scores(inputs: NdArray<'float32'>): Promise<Float32Array> {
    const pass = this.pass(false, none, 0);
    try {
      const { scores } = pass.forward(this.upload(inputs));
      return (await scores.data()) as Float32Array;
    } finally {
      pass.close();
    }
  }

  private upload(array: NdArray<'float32'>): Tensor {
    return this.on.kernels.upload(array.data, array.shape);
  }

  private async copy(tensor: Tensor): Promise<NdArray<'float32'>> {
    return ndArray('float32', tensor.shape, ((await tensor.data()) as Float32Array).slice());
  }

  /** The values of a tensor, which is freed. */
  private async read(tensor: Tensor): Promise<NdArray<'float32'>> {
    const array = await this.copy(tensor);
    tensor.dispose();
    return array;
  }

  private checkInputs(inputs: NdArray): void {
    expectShape('inputs', inputs.shape, [null, ...this.network.input]);
  }

  private checkBatch({ inputs, targets, sampleWeights }: Batch): void {
    this.checkInputs(inputs);
    expectShape('targets', targets.shape, [inputs.shape[0], this.graph.outputs]);
    if (sampleWeights) expectShape('sample weights', [sampleWeights.length], [inputs.shape[0]]);
  }

  private checkTarget(layer: string, output: number): void {
    const node = this.graph.nodes.find((candidate) => candidate.layer.name === layer);
    const reason = !node
      ? 'there is no layer of this name'
      : node.outputShape.length !== 3
        ? 'it gives no picture [height, width, channels]'
        : output < 0 || output >= this.graph.outputs
          ? `there is no output ${output}; the network has ${this.graph.outputs}`
          : null;
    if (reason !== null) throw new AppError('network.layer', { layer, reason });
  }
}

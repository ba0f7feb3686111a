import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { inputName } from '../definition/network.ts';
import type { Parameter } from '../definition/parameters.ts';
import type { Graph, Node } from './graph.ts';
import type { Kernels } from './kernels.ts';
import { layerRules, type Backward, type Surroundings } from './layers.ts';
import { TensorCounts } from './tensor-counts.ts';

export interface PassSettings {
  readonly graph: Graph;
  readonly kernels: Kernels;
  readonly training: boolean;
  /** Value of a weight by name. */
  parameter(name: string): Tensor;
  /** Dropout mask of a layer for this step. */
  mask(layer: string, shape: readonly number[]): Tensor;
  /** Layers whose gradient will be asked for; nothing else is kept. */
  readonly active: ReadonlySet<string>;
}

/**
 * One way through a network, forward and, on wish, back. Every tensor in between is freed as soon as
 * nobody needs it any more; `close` frees the rest.
 */
export class Pass {
  private readonly counts = new TensorCounts();
  private readonly outputs = new Map<string, Tensor>();
  private readonly saved = new Map<string, readonly Tensor[]>();
  private readonly statistics = new Map<string, readonly [Tensor, Tensor]>();

  constructor(private readonly settings: PassSettings) {}

  /**
   * `[B, H, W, C]` → scores `[B, K]` before the last activation. The input is taken over.
   *
   * @param keep - name of a layer whose output is wanted as well
   */
  forward(input: Tensor, keep?: string): { scores: Tensor; kept: Tensor | null } {
    const { graph } = this.settings;
    const extra = (name: string): number => (name === keep ? 1 : 0);
    this.outputs.set(inputName, input);
    this.counts.hold(input, graph.consumers.get(inputName) ?? 1);
    let scores = input;
    for (const node of graph.nodes) {
      const { name, inputs } = node.layer;
      scores = this.forwardNode(node);
      this.outputs.set(name, scores);
      this.counts.hold(scores, (graph.consumers.get(name) ?? 1) + extra(name));
      for (const from of inputs) this.counts.release(this.outputs.get(from) as Tensor);
    }
    return { scores, kept: keep === undefined ? null : (this.outputs.get(keep) ?? null) };
  }

  /** Mean and variance of the batch that each batch norm saw, by layer. */
  batchStatistics(): ReadonlyMap<string, readonly [Tensor, Tensor]> {
    return this.statistics;
  }

  /**
   * From the gradient of the scores back to the active layers.
   *
   * @param visit - takes over the gradient of a weight
   * @param until - layer at whose output to stop; its gradient is returned
   */
  backward(dScores: Tensor, visit: (name: string, gradient: Tensor) => void, until?: string): Tensor | null {
    const { graph, active } = this.settings;
    const gradients = new Map<string, Tensor>();
    const last = graph.nodes[graph.nodes.length - 1].layer.name;
    gradients.set(last, dScores);
    for (const node of [...graph.nodes].reverse()) {
      const { name, inputs } = node.layer;
      const dy = gradients.get(name);
      if (!dy || !active.has(name)) continue;
      if (name === until) return dy;
      const result = this.backwardNode(node, dy, until === undefined);
      gradients.delete(name);
      dy.dispose();
      this.take(node, result, visit);
      result.inputs.forEach((gradient, index) => {
        if (gradient) this.accumulate(gradients, inputs[index], gradient);
      });
      for (const tensor of this.saved.get(name) ?? []) this.counts.release(tensor);
      this.saved.delete(name);
    }
    return null;
  }

  close(): void {
    this.counts.clear();
    for (const pair of this.statistics.values()) pair.forEach((tensor) => tensor.dispose());
    this.statistics.clear();
  }

  private around(node: Node): Surroundings {
    const { kernels, training, parameter, mask } = this.settings;
    const { name } = node.layer;
    return {
      kernels,
      training,
      parameter: (role: Parameter['role']) => parameter(`${name}/${role}`),
      mask: (shape) => mask(name, shape),
    };
  }

  private forwardNode(node: Node): Tensor {
    const { layer } = node;
    const inputs = layer.inputs.map((name) => this.outputs.get(name) as Tensor);
    const result = tf.tidy(
      () => layerRules[layer.kind].forward(node, inputs, this.around(node)) as never,
    ) as unknown as ReturnType<(typeof layerRules)['conv2d']['forward']>;
    if (result.statistics) this.statistics.set(layer.name, result.statistics);
    const needed = this.settings.active.has(layer.name);
    const outside = new Set([result.output, ...inputs, ...(result.statistics ?? [])]);
    if (needed) {
      this.saved.set(layer.name, result.saved);
      for (const tensor of result.saved) this.counts.hold(tensor);
    } else for (const tensor of result.saved) if (!outside.has(tensor)) tensor.dispose();
    return result.output;
  }

  private backwardNode(node: Node, dy: Tensor, wantsParameters: boolean): Backward {
    const { layer } = node;
    const wantsInput = layer.inputs.some((name) => this.settings.active.has(name));
    const around = { ...this.around(node), wantsInput, wantsParameters };
    const saved = this.saved.get(layer.name) ?? [];
    return tf.tidy(
      () => layerRules[layer.kind].backward(node, saved, dy, around) as never,
    ) as unknown as Backward;
  }

  private take(node: Node, result: Backward, visit: (name: string, gradient: Tensor) => void): void {
    for (const [role, gradient] of Object.entries(result.parameters))
      visit(`${node.layer.name}/${role}`, gradient);
  }

  private accumulate(gradients: Map<string, Tensor>, name: string, gradient: Tensor): void {
    if (!this.settings.active.has(name)) {
      gradient.dispose();
      return;
    }
    const before = gradients.get(name);
    if (!before) {
      gradients.set(name, gradient);
      return;
    }
    gradients.set(name, tf.add(before, gradient));
    before.dispose();
    gradient.dispose();
  }
}

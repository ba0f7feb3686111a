import { AppError } from '@millwright/contracts';
import { apply, valuesOf } from './apply.ts';
import { refuse, shapeWords } from './checks.ts';
import type { OperationName } from './attributes.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations/index.ts';
import { orderOf } from './order.ts';
import { zerosLike } from './reduction.ts';
import { scalar } from './scalar.ts';
import type { AnyNode, Node, Value } from './value.ts';

/** A value, and what flows into it from behind: the gradient of whatever is asked for with respect to it. */
export interface Seeded {
  readonly value: Value;
  readonly seed: Value;
}

/** What has come to the outputs of each node so far. */
class Flow {
  readonly #arrived = new Map<AnyNode, (Value | null)[]>();

  at(node: AnyNode): readonly (Value | null)[] {
    return this.#arrived.get(node) ?? node.outputs.map(() => null);
  }

  add({ node, index }: Value, gradient: Value): void {
    const arrived = this.#arrived.get(node) ?? node.outputs.map(() => null);
    const before = arrived[index];
    arrived[index] = before ? apply('add', [before, gradient], {})[0] : gradient;
    this.#arrived.set(node, arrived);
  }
}

function backward<N extends OperationName>(
  node: Node<N>,
  upstream: readonly (Value | null)[],
): readonly (Value | null)[] {
  const { gradient }: Operation<N> = operations[node.operation];
  if (!gradient) throw new AppError('network.layer', { layer: node.operation, reason: 'it has no gradient' });
  const outputs = valuesOf(node as Node as AnyNode);
  return gradient({ node, outputs, upstream }, apply);
}

function seedsOf(from: Value | readonly Seeded[]): readonly Seeded[] {
  if (!('node' in from)) return from;
  if (from.shape.length > 0)
    refuse(from.node.operation, 'what is differentiated', 'a scalar', shapeWords(from.shape));
  return [{ value: from, seed: scalar(1, apply) }];
}

/**
 * Gradients by going back through the graph (reverse mode), as values of the same graph.
 *
 * @param from - a scalar such as a loss, or values with what flows into each
 * @param of - with respect to what
 * @returns one gradient for each of `of`, in its shape; zeros where no way leads to it
 * @throws AppError `network.layer` where a way leads through an operation without a gradient
 */
export function gradients(from: Value | readonly Seeded[], of: readonly Value[]): readonly Value[] {
  const seeds = seedsOf(from);
  const nodes = orderOf(seeds.map(({ value }) => value.node));
  const wanted = new Set(of.map(({ node }) => node));
  const reached = new Set<AnyNode>();
  for (const node of nodes)
    if (wanted.has(node) || node.inputs.some((value) => reached.has(value.node))) reached.add(node);
  const flow = new Flow();
  for (const { value, seed } of seeds) flow.add(value, seed);
  for (const node of [...nodes].reverse()) {
    const upstream = flow.at(node);
    const leadsOn = node.inputs.some((value) => reached.has(value.node));
    if (!leadsOn || upstream.every((gradient) => gradient === null)) continue;
    backward(node, upstream).forEach((gradient, index) => {
      const value = node.inputs[index];
      if (gradient && reached.has(value.node)) flow.add(value, gradient);
    });
  }
  return of.map((value) => flow.at(value.node)[value.index] ?? zerosLike(value, apply));
}

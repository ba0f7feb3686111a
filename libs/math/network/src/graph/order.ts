import type { AnyNode, Program, Value } from './value.ts';

/** All nodes that lead to some, each after its inputs; without recursion, so that a graph may be as deep as it likes. */
export function orderOf(ends: readonly AnyNode[]): readonly AnyNode[] {
  const ordered = new Set<AnyNode>();
  const opened = new Set<AnyNode>();
  const stack = [...ends].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (ordered.has(node)) continue;
    if (opened.has(node)) {
      ordered.add(node);
      continue;
    }
    opened.add(node);
    stack.push(node);
    for (let i = node.inputs.length - 1; i >= 0; i--)
      if (!opened.has(node.inputs[i].node)) stack.push(node.inputs[i].node);
  }
  return [...ordered];
}

/** The nodes of a program in an order in which they can run; its effects, in theirs, come last. */
export function programOrder({ outputs, effects }: Program): readonly AnyNode[] {
  const last = new Set(effects);
  const ends = [...Object.values(outputs).map(({ node }) => node), ...effects];
  return [...orderOf(ends).filter((node) => !last.has(node)), ...effects];
}

/** How often each value is used: by another node, or as an output. */
export class Uses {
  readonly #counts = new Map<AnyNode, number[]>();

  constructor(nodes: readonly AnyNode[], outputs: readonly Value[]) {
    for (const node of nodes) for (const value of node.inputs) this.#count(value);
    for (const value of outputs) this.#count(value);
  }

  of({ node, index }: Value): number {
    return this.#counts.get(node)?.[index] ?? 0;
  }

  #count({ node, index }: Value): void {
    const counts = this.#counts.get(node) ?? node.outputs.map(() => 0);
    counts[index]++;
    this.#counts.set(node, counts);
  }
}

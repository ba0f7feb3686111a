import { nodeOf } from './apply.ts';
import type { Apply } from './operation.ts';
import { programOrder, Uses } from './order.ts';
import { fused } from './simplify/fuse.ts';
import { Interned } from './simplify/interned.ts';
import { simpler } from './simplify/rewrite.ts';
import type { AnyNode, Module, Program, Value } from './value.ts';

/** What takes the place of a node whose inputs have been replaced already. */
type Replace = (node: AnyNode, old: AnyNode) => readonly Value[];

function rebuilt(program: Program, replace: Replace): Program {
  const replaced = new Map<AnyNode, readonly Value[]>();
  const now = ({ node, index }: Value): Value => (replaced.get(node) as readonly Value[])[index];
  const effects: AnyNode[] = [];
  for (const old of programOrder(program)) {
    const node = { ...old, inputs: old.inputs.map(now) } as AnyNode;
    if (old.outputs.length === 0) effects.push(node);
    else replaced.set(old, replace(node, old));
  }
  const outputs = Object.entries(program.outputs).map(([name, value]) => [name, now(value)]);
  return { outputs: Object.fromEntries(outputs), effects };
}

/** Says nodes in the simplest words known, each once. */
class Simplest {
  readonly #interned = new Interned();

  readonly apply: Apply = (operation, inputs, attributes) =>
    this.valuesOf(nodeOf(operation, inputs, attributes));

  valuesOf(node: AnyNode): readonly Value[] {
    const value = simpler(node, this.apply);
    return value ? [value] : this.#interned.valuesOf(node);
  }

  isStill(value: Value): boolean {
    return this.#interned.isStill(value);
  }
}

function withFusions(program: Program): Program {
  const uses = new Uses(programOrder(program), Object.values(program.outputs));
  const simplest = new Simplest();
  return rebuilt(program, (node, old) => {
    const value = fused(node, {
      apply: simplest.apply,
      isAlone: (input) => uses.of(old.inputs[input]) === 1,
      isStill: (of) => simplest.isStill(of),
    });
    return value ? [value] : simplest.valuesOf(node);
  });
}

function simplifiedProgram(program: Program): Program {
  const simplest = new Simplest();
  return withFusions(rebuilt(program, (node) => simplest.valuesOf(node)));
}

/**
 * The same programs with less to do: constants are computed, what is computed twice is computed once, what changes nothing or leads
 * nowhere is left out, bias, relu and scale are taken into the convolution or matrix product before them. What comes out
 * has no gradients any more: differentiate first.
 */
export const simplify = ({ variables, programs }: Module): Module => ({
  variables,
  programs: Object.fromEntries(
    Object.entries(programs).map(([name, program]) => [name, simplifiedProgram(program)]),
  ),
});

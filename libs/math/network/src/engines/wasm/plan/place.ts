import { sizeOf } from '@millwright/tensors';
import type { Placed, Phase, PlacedNode } from '../kernel.ts';
import { copied } from '../kernels/movement.ts';
import type { OperationName } from '../../../graph/attributes.ts';
import { aligned } from './shared-places.ts';
import type { Layout } from './layout.ts';
import { Meetings, type PlannedPhase, type Span } from './phases.ts';
import { kernelOf, type Step, type Steps } from './steps.ts';
import { rootOf, type Store, type Tensor } from './tensors.ts';

/** Where the three kinds of stores begin. */
export interface Places {
  /** Begin of the stretch of the layout. */
  readonly passing: number;
  readonly variables: ReadonlyMap<string, Placed>;
  readonly constants: ReadonlyMap<Store, number>;
  readonly threads: number;
}

/** A program at its place: what the threads run, where the caller writes and reads. */
export interface PlacedProgram {
  readonly phases: readonly PlannedPhase[];
  readonly inputs: ReadonlyMap<string, Placed>;
  readonly outputs: ReadonlyMap<string, Placed>;
}

const spanOf = ({ at, shape }: Placed, written: boolean): Span => ({
  from: at,
  to: at + aligned(Math.max(1, sizeOf(shape)) * 4),
  written,
});

export function place(plan: Steps, layout: Layout, places: Places): PlacedProgram {
  const variable = (name: string): Placed => places.variables.get(name) as Placed;
  const storeAt = (store: Store): number => {
    if (store.kind === 'variable') return variable(store.name as string).at;
    if (store.kind === 'constant') return places.constants.get(store) as number;
    return places.passing + (layout.stores.get(store) as number);
  };
  const placed = ({ shape, dtype, store }: Tensor): Placed => ({ at: storeAt(rootOf(store)), shape, dtype });
  const all = (tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Placed> =>
    new Map([...tensors].map(([name, tensor]) => [name, placed(tensor)]));
  const meetings = new Meetings();
  plan.steps.forEach((step, index) => {
    const { at, bytes } = layout.workspaces[index];
    const workspace = places.passing + at;
    const inputs = step.inputs.map(placed);
    const outputs = step.outputs.map(placed);
    const phases = phasesOf(step, { inputs, outputs, workspace, threads: places.threads, variable });
    meetings.add(phases, [
      ...inputs.map((tensor) => spanOf(tensor, false)),
      { from: workspace, to: workspace + aligned(bytes), written: true },
      ...[...outputs, ...step.changes.map(variable)].map((tensor) => spanOf(tensor, true)),
    ]);
  });
  return { phases: meetings.phases, inputs: all(plan.inputs), outputs: all(plan.outputs) };
}

function phasesOf(step: Step, at: Omit<PlacedNode<OperationName>, 'attributes'>): readonly Phase[] {
  const { inputs, outputs } = at;
  if (step.node === 'copy') return [copied(inputs[0].at, outputs[0].at, sizeOf(outputs[0].shape))];
  return kernelOf(step.node.operation).phases({ ...at, attributes: step.node.attributes });
}

import { sizeOf } from '@millwright/tensors';
import type { OperationName } from '../../../graph/attributes.ts';
import { sharedPlaces, type Stay } from './shared-places.ts';
import { kernelOf, unplaced, type Step, type Steps } from './steps.ts';
import { rootOf, type Store, type Tensor } from './tensors.ts';

/** Operations that read a value for the last time before they write the one in its place. */
const inPlace = new Set<OperationName | 'copy'>([
  ...(['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum', 'greater', 'select'] as const),
  ...(['negate', 'exp', 'log', 'sqrt', 'square', 'abs', 'relu', 'sigmoid', 'tanh', 'softplus'] as const),
  ...(['toFloat', 'reluGradient', 'softmax', 'logSoftmax'] as const),
]);

/** Where everything passing lies, counted from the beginning of one stretch of memory. */
export interface Layout {
  readonly stores: ReadonlyMap<Store, number>;
  /** Workspace of each step. */
  readonly workspaces: readonly { readonly at: number; readonly bytes: number }[];
  /** Of the whole stretch. */
  readonly bytes: number;
  readonly constants: readonly Store[];
}

function countUses({ steps, outputs }: Steps): void {
  steps.forEach(({ inputs, outputs: made }, index) => {
    for (const { store } of [...inputs, ...made]) store.last = Math.max(store.last, index);
  });
  for (const { store } of outputs.values()) store.last = steps.length;
}

/** Lets a result take the place of an input that nobody reads any more. */
function join({ node, inputs, outputs }: Step, index: number): void {
  const operation = node === 'copy' ? node : node.operation;
  if (!inPlace.has(operation)) return;
  const [{ store: result }] = outputs;
  const place = inputs
    .map(({ store }) => rootOf(store))
    .find((store) => store.kind === 'passing' && store.last === index && store.size === result.size);
  if (!place) return;
  place.last = result.last;
  result.joined = place;
}

function workspaceOf({ node, inputs, outputs }: Step, threads: number): number {
  if (node === 'copy') return 0;
  const { attributes } = node;
  const placed = { attributes, inputs: inputs.map(unplaced), outputs: outputs.map(unplaced), threads };
  return kernelOf(node.operation).workspace?.(placed) ?? 0;
}

const bytesOf = ({ size }: Store): number => Math.max(1, size) * 4;

/** Finds places for all that passes through a run, such that what never lives at the same time may share them. */
export function layOut(plan: Steps, threads: number): Layout {
  countUses(plan);
  plan.steps.forEach(join);
  const used = new Set<Store>();
  const tensors: readonly Tensor[] = [
    ...plan.inputs.values(),
    ...plan.steps.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]),
    ...plan.outputs.values(),
  ];
  for (const { store } of tensors) used.add(rootOf(store));
  const stays = new Map<Store, Stay>();
  for (const store of used)
    if (store.kind === 'passing')
      stays.set(store, { bytes: bytesOf(store), first: store.first, last: store.last });
  const working = plan.steps.map((step, index) => ({
    bytes: workspaceOf(step, threads),
    first: index,
    last: index,
  }));
  const { places, bytes } = sharedPlaces<Stay>([
    ...stays.values(),
    ...working.filter((stay) => stay.bytes > 0),
  ]);
  return {
    stores: new Map([...stays].map(([store, stay]) => [store, places.get(stay) as number])),
    workspaces: working.map((stay) => ({ at: places.get(stay) ?? 0, bytes: stay.bytes })),
    bytes,
    constants: [...used].filter(({ kind }) => kind === 'constant'),
  };
}

/** What all passing values would take if each had a place of its own [bytes]. */
export const unshared = ({ steps, inputs }: Steps): number =>
  [...inputs.values(), ...steps.flatMap(({ outputs }) => outputs)].reduce(
    (sum, { shape }) => sum + sizeOf(shape) * 4,
    0,
  );

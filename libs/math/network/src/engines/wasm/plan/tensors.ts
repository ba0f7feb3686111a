import type { NdArray } from '@millwright/tensors';
import type { Placed } from '../kernel.ts';

/** Where values lie for a while: one or more tensors of a plan under different shapes. */
export interface Store {
  readonly kind: 'passing' | 'variable' | 'constant';
  /** Values. */
  readonly size: number;
  /** Of a variable. */
  readonly name?: string;
  readonly array?: NdArray;
  /** Steps of the plan that use it, both included; -1 is what happens before the first one. */
  first: number;
  last: number;
  /** The store that took its place: the result of an operation may go where its input was. */
  joined?: Store;
}

/** A value of the graph, its lengths known, its place to be found. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: Placed['dtype'];
  readonly store: Store;
}

/** The store that values really lie in. */
export function rootOf(store: Store): Store {
  let root = store;
  while (root.joined) root = root.joined;
  return root;
}

export const passing = (size: number, first: number): Store => ({
  kind: 'passing',
  size,
  first,
  last: first,
});

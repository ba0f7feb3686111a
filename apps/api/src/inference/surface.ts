import type { Caller } from '../platform/caller.ts';
import type { Signature } from './inference-request.ts';
import type { Tensor } from './tensors/tensor.ts';

/** Who asks a model version, and whether somebody still waits. */
export interface Asking {
  /** `id` of the request; the answers that are kept carry it in the name of their input. */
  readonly id: string | undefined;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

/** A model version as tensors go in and come out of it: one per kind of data. */
export interface Surface extends Signature {
  /** Takes tensors that fit the inputs, by name; gives every output. */
  answer(inputs: ReadonlyMap<string, Tensor>, asking: Asking): Promise<Tensor[]>;
}

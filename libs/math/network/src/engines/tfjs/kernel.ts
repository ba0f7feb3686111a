import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attributes, OperationName } from '../../graph/attributes.ts';
import type { Dimension } from '../../graph/value.ts';

/** What a kernel may ask of the run. */
export interface Run {
  fed(name: string): Tensor;
  lengths(shape: readonly Dimension[]): number[];
}

/** One operation on tensors; effects give what becomes of the variables they name. */
export type Kernel<N extends OperationName> = (
  inputs: readonly Tensor[],
  attributes: Attributes[N],
  run: Run,
) => readonly Tensor[];

type Effect = 'assign' | 'sgd' | 'adam' | 'rmsProp';
export type EffectName = Effect;
export type ComputedName = Exclude<OperationName, Effect>;

export type Kernels<N extends OperationName> = { readonly [K in N]: Kernel<K> };

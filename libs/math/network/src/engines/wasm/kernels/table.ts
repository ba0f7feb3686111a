import type { OperationName } from '../../../graph/attributes.ts';
import type { WasmKernel } from '../kernel.ts';

/** Operations in which most of the time of a training goes: `heavy/`. */
export type HeavyName =
  | 'matMul'
  | 'matMulBias'
  | 'conv2d'
  | 'conv2dBias'
  | 'conv2dInput'
  | 'conv2dFilter'
  | 'depthwiseConv2d'
  | 'depthwiseConv2dBias'
  | 'depthwiseConv2dInput'
  | 'depthwiseConv2dFilter'
  | 'maxPool2d'
  | 'maxPool2dGradient'
  | 'averagePool2d'
  | 'averagePool2dGradient'
  | 'batchNorm'
  | 'batchNormGradient'
  | 'recurrent'
  | 'recurrentGradient'
  | 'sgd'
  | 'adam'
  | 'rmsProp';

/** Values that lie where the planner puts them before a run; there is nothing to compute. */
export type PlacedName = 'input' | 'variable' | 'constant';

type Kernels<N extends OperationName> = { readonly [K in N]: WasmKernel<K> };

export type HeavyKernels = Kernels<HeavyName>;
export type WasmKernels = Kernels<Exclude<OperationName, PlacedName>>;

import { abs } from './abs.ts';
import { adam } from './adam.ts';
import { add } from './add.ts';
import { assign } from './assign.ts';
import { averagePool2d } from './averagePool2d.ts';
import { averagePool2dGradient } from './averagePool2dGradient.ts';
import { batchNorm } from './batchNorm.ts';
import { batchNormGradient } from './batchNormGradient.ts';
import { broadcastTo } from './broadcastTo.ts';
import { concat } from './concat.ts';
import { constant } from './constant.ts';
import { conv2d } from './conv2d.ts';
import { conv2dBias } from './conv2dBias.ts';
import { conv2dFilter } from './conv2dFilter.ts';
import { conv2dInput } from './conv2dInput.ts';
import { depthwiseConv2d } from './depthwiseConv2d.ts';
import { depthwiseConv2dBias } from './depthwiseConv2dBias.ts';
import { depthwiseConv2dFilter } from './depthwiseConv2dFilter.ts';
import { depthwiseConv2dInput } from './depthwiseConv2dInput.ts';
import { divide } from './divide.ts';
import { exp } from './exp.ts';
import { gather } from './gather.ts';
import { gatherGradient } from './gatherGradient.ts';
import { greater } from './greater.ts';
import { input } from './input.ts';
import { log } from './log.ts';
import { logSoftmax } from './logSoftmax.ts';
import { matMul } from './matMul.ts';
import { matMulBias } from './matMulBias.ts';
import { max } from './max.ts';
import { maxPool2d } from './maxPool2d.ts';
import { maxPool2dGradient } from './maxPool2dGradient.ts';
import { maximum } from './maximum.ts';
import { mean } from './mean.ts';
import { minimum } from './minimum.ts';
import { multiply } from './multiply.ts';
import { negate } from './negate.ts';
import { recurrent } from './recurrent.ts';
import { recurrentGradient } from './recurrentGradient.ts';
import { relu } from './relu.ts';
import { reluGradient } from './reluGradient.ts';
import { reshape } from './reshape.ts';
import { reverse } from './reverse.ts';
import { rmsProp } from './rmsProp.ts';
import { select } from './select.ts';
import { sgd } from './sgd.ts';
import { sigmoid } from './sigmoid.ts';
import { slice } from './slice.ts';
import { sliceGradient } from './sliceGradient.ts';
import { softmax } from './softmax.ts';
import { softplus } from './softplus.ts';
import { sqrt } from './sqrt.ts';
import { square } from './square.ts';
import { subtract } from './subtract.ts';
import { sum } from './sum.ts';
import { tanh } from './tanh.ts';
import { toFloat } from './toFloat.ts';
import { transpose } from './transpose.ts';
import { uniform } from './uniform.ts';
import { variable } from './variable.ts';
import type { OperationName } from '../attributes.ts';
import type { Operation } from '../operation.ts';

/** Every operation, by its name. */
export const operations: { readonly [N in OperationName]: Operation<N> } = {
  abs,
  adam,
  add,
  assign,
  averagePool2d,
  averagePool2dGradient,
  batchNorm,
  batchNormGradient,
  broadcastTo,
  concat,
  constant,
  conv2d,
  conv2dBias,
  conv2dFilter,
  conv2dInput,
  depthwiseConv2d,
  depthwiseConv2dBias,
  depthwiseConv2dFilter,
  depthwiseConv2dInput,
  divide,
  exp,
  gather,
  gatherGradient,
  greater,
  input,
  log,
  logSoftmax,
  matMul,
  matMulBias,
  max,
  maxPool2d,
  maxPool2dGradient,
  maximum,
  mean,
  minimum,
  multiply,
  negate,
  recurrent,
  recurrentGradient,
  relu,
  reluGradient,
  reshape,
  reverse,
  rmsProp,
  select,
  sgd,
  sigmoid,
  slice,
  sliceGradient,
  softmax,
  softplus,
  sqrt,
  square,
  subtract,
  sum,
  tanh,
  toFloat,
  transpose,
  uniform,
  variable,
};

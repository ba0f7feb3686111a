// Matrix products, convolutions, pooling, batch norm, recurrent cells, optimisers.
export { clearAll, matMul, matMulEach, matMulParts, sumParts } from './product';
export { conv2d, conv2dInput } from './convolve';
export { conv2dFilter } from './filter-gradient';
export { winogradConvolve, winogradFilter } from './winograd-convolve';
export { winogradGather, winogradGradient } from './winograd-gradient';
export { depthwise, depthwiseFilter, depthwiseInput } from './depthwise';
export {
  batchNormApply,
  batchNormGradientApply,
  batchNormGradientParts,
  batchNormGradientSums,
  batchNormMoments,
  batchNormParts,
} from './normalise';
export { pool2d, pool2dGradient } from './pool';
export { adam, descend, descendWithMomentum, rmsProp } from './update';
export { packProduct, recurrentRows } from './recurrent';
export { packTurnedProduct, recurrentBack, recurrentWeights } from './recurrent-gradient';

import { z } from 'zod';
import { activationSchema } from '../layers/activation.ts';
import { attentionSchema } from '../layers/attention.ts';
import { conv1dSchema } from '../layers/conv1d.ts';
import { conv2dTransposeSchema } from '../layers/conv2d-transpose.ts';
import { conv2dSchema } from '../layers/conv2d.ts';
import { denseSchema } from '../layers/dense.ts';
import { depthwiseConv2dSchema, separableConv2dSchema } from '../layers/depthwise-conv2d.ts';
import { dropoutSchema } from '../layers/dropout.ts';
import { embeddingSchema } from '../layers/embedding.ts';
import {
  globalAveragePool1dSchema,
  globalAveragePool2dSchema,
  globalMaxPool1dSchema,
  globalMaxPool2dSchema,
} from '../layers/global-pooling.ts';
import { maskingSchema } from '../layers/masking.ts';
import { addSchema, concatSchema, multiplySchema } from '../layers/merge.ts';
import { batchNormSchema, layerNormSchema } from '../layers/norms.ts';
import {
  averagePool1dSchema,
  averagePool2dSchema,
  maxPool1dSchema,
  maxPool2dSchema,
} from '../layers/pooling.ts';
import { gruSchema, lstmSchema, simpleRnnSchema } from '../layers/recurrent.ts';
import { flattenSchema, reshapeSchema } from '../layers/reshape.ts';

/** Every kind of layer as JSON; what each does is in `layers/`. */
export const layerSchema = z.discriminatedUnion('kind', [
  activationSchema,
  addSchema,
  attentionSchema,
  averagePool1dSchema,
  averagePool2dSchema,
  batchNormSchema,
  concatSchema,
  conv1dSchema,
  conv2dSchema,
  conv2dTransposeSchema,
  denseSchema,
  depthwiseConv2dSchema,
  dropoutSchema,
  embeddingSchema,
  flattenSchema,
  globalAveragePool1dSchema,
  globalAveragePool2dSchema,
  globalMaxPool1dSchema,
  globalMaxPool2dSchema,
  gruSchema,
  layerNormSchema,
  lstmSchema,
  maskingSchema,
  maxPool1dSchema,
  maxPool2dSchema,
  multiplySchema,
  reshapeSchema,
  separableConv2dSchema,
  simpleRnnSchema,
]);

/** A layer as it is written: defaults may be left out. */
export type Layer = z.input<typeof layerSchema>;
/** A layer of a checked network: nothing left out. */
export type CheckedLayer = z.output<typeof layerSchema> & {
  readonly name: string;
  readonly inputs: readonly string[];
};

export { activation } from '../layers/activation.ts';
export { attention } from '../layers/attention.ts';
export { conv1d } from '../layers/conv1d.ts';
export { conv2dTranspose } from '../layers/conv2d-transpose.ts';
export { conv2d } from '../layers/conv2d.ts';
export { dense } from '../layers/dense.ts';
export { depthwiseConv2d, separableConv2d } from '../layers/depthwise-conv2d.ts';
export { dropout } from '../layers/dropout.ts';
export { embedding } from '../layers/embedding.ts';
export {
  globalAveragePool1d,
  globalAveragePool2d,
  globalMaxPool1d,
  globalMaxPool2d,
} from '../layers/global-pooling.ts';
export { masking } from '../layers/masking.ts';
export { add, concat, multiply } from '../layers/merge.ts';
export { batchNorm, layerNorm } from '../layers/norms.ts';
export { averagePool1d, averagePool2d, maxPool1d, maxPool2d } from '../layers/pooling.ts';
export { gru, lstm, simpleRnn } from '../layers/recurrent.ts';
export { flatten, reshape } from '../layers/reshape.ts';
export type { Activation } from '../layers/settings.ts';

import type { CheckedLayer } from '../definition/layer.ts';
import { activationRule } from './activation.ts';
import { attentionRule } from './attention.ts';
import { conv1dRule } from './conv1d.ts';
import { conv2dTransposeRule } from './conv2d-transpose.ts';
import { conv2dRule } from './conv2d.ts';
import { denseRule } from './dense.ts';
import { depthwiseConv2dRule, separableConv2dRule } from './depthwise-conv2d.ts';
import { dropoutRule } from './dropout.ts';
import { embeddingRule } from './embedding.ts';
import {
  globalAveragePool1dRule,
  globalAveragePool2dRule,
  globalMaxPool1dRule,
  globalMaxPool2dRule,
} from './global-pooling.ts';
import { maskingRule } from './masking.ts';
import { addRule, concatRule, multiplyRule } from './merge.ts';
import { batchNormRule, layerNormRule } from './norms.ts';
import { averagePool1dRule, averagePool2dRule, maxPool1dRule, maxPool2dRule } from './pooling.ts';
import { recurrentRule } from './recurrent.ts';
import { flattenRule, reshapeRule } from './reshape.ts';
import type { LayerRule } from './rule.ts';

type LayerOf<K extends CheckedLayer['kind']> = Extract<CheckedLayer, { kind: K }>;

/** Every kind of layer. */
const rules: { readonly [K in CheckedLayer['kind']]: LayerRule<LayerOf<K>> } = {
  activation: activationRule,
  add: addRule,
  attention: attentionRule,
  averagePool1d: averagePool1dRule,
  averagePool2d: averagePool2dRule,
  batchNorm: batchNormRule,
  concat: concatRule,
  conv1d: conv1dRule,
  conv2d: conv2dRule,
  conv2dTranspose: conv2dTransposeRule,
  dense: denseRule,
  depthwiseConv2d: depthwiseConv2dRule,
  dropout: dropoutRule,
  embedding: embeddingRule,
  flatten: flattenRule,
  globalAveragePool1d: globalAveragePool1dRule,
  globalAveragePool2d: globalAveragePool2dRule,
  globalMaxPool1d: globalMaxPool1dRule,
  globalMaxPool2d: globalMaxPool2dRule,
  gru: recurrentRule,
  layerNorm: layerNormRule,
  lstm: recurrentRule,
  masking: maskingRule,
  maxPool1d: maxPool1dRule,
  maxPool2d: maxPool2dRule,
  multiply: multiplyRule,
  reshape: reshapeRule,
  separableConv2d: separableConv2dRule,
  simpleRnn: recurrentRule,
};

/** What a layer is, by its kind. */
export const ruleOf = (layer: CheckedLayer): LayerRule<CheckedLayer> =>
  rules[layer.kind] as LayerRule<CheckedLayer>;

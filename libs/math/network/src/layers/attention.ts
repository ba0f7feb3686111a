import { ndArray } from '@millwright/tensors';
import { z } from 'zod';
import * as graph from '../graph/build.ts';
import type { Value } from '../graph/value.ts';
import { filledWith, glorot, parameter, type Parameter } from './parameter.ts';
import type { Around, LayerRule } from './rule.ts';
import { node, type Checked, type Settings } from './settings.ts';
import { expectRank, features, known, refuseShape } from './shape.ts';

export const attentionSchema = z.strictObject({
  kind: z.literal('attention'),
  ...node,
  /** Who looks, and what is looked at; with one input a sequence looks at itself. */
  inputs: z.array(z.string()).min(1).max(2).optional(),
  heads: z.int().positive().default(1),
  /** Length of the queries, keys and values of a head. */
  headUnits: z.int().positive(),
  /** No step sees a later one. */
  causal: z.boolean().default(false),
  useBias: z.boolean().default(true),
});
type Attention = Checked<typeof attentionSchema>;

/**
 * `[B, T, F]` (and `[B, S, G]`) → `[B, T, F]`: for each head softmax(Q Kᵀ / √headUnits) V with Q, K, V learned from the inputs, the heads
 * brought together by a last product (Vaswani 2017). Filling is not looked at.
 */
export const attention = (settings: Settings<typeof attentionSchema>): z.input<typeof attentionSchema> => ({
  kind: 'attention',
  ...settings,
});

function projection(layer: Attention, role: string, from: number, to: number): Parameter[] {
  const kernel = parameter(layer, role, [from, to], { start: glorot(from, to), decays: true });
  if (!layer.useBias) return [kernel];
  return [kernel, parameter(layer, `${role}Bias`, [to], { start: filledWith(0) })];
}

function projected(layer: Attention, role: string, x: Value, { parameter: weight }: Around): Value {
  const product = graph.matMul(x, weight(role));
  return layer.useBias ? graph.add(product, weight(`${role}Bias`)) : product;
}

/** `[B, T, heads · U]` → `[B, heads, T, U]` */
function apart({ heads, headUnits }: Attention, x: Value): Value {
  const [batch, time] = x.shape;
  return graph.transpose(graph.reshape(x, [batch, time, heads, headUnits]), [0, 2, 1, 3]);
}

/** `[1, 1, T, S]`: 1 where step t may see step s. */
function causalMask(queries: number, keys: number): Value {
  const allowed = ndArray('float32', [1, 1, queries, keys]);
  for (let t = 0; t < queries; t++) allowed.data.fill(1, t * keys, t * keys + Math.min(t + 1, keys));
  return graph.constant(allowed);
}

/** Far below every score, so that its share is 0, and still finite where nothing may be seen. */
const unseen = -1e9;

function seen(layer: Attention, scores: Value, mask: Value | null): Value {
  let kept = scores;
  if (mask) {
    const [batch, keys] = mask.shape;
    kept = graph.select(graph.reshape(mask, [batch, 1, 1, keys]), kept, unseen);
  }
  if (!layer.causal) return kept;
  const [, , queries, keys] = scores.shape as number[];
  return graph.select(causalMask(queries, keys), kept, unseen);
}

export const attentionRule: LayerRule<Attention> = {
  output(layer, [query, source = query]) {
    expectRank(layer, query, 2);
    expectRank(layer, source, 2);
    if (layer.causal && known(layer, query, 0) !== known(layer, source, 0))
      refuseShape(layer, `time of input ${layer.inputs[1]}`, query[0] as number, source[0] as number);
    return query;
  },
  parameters(layer, [query, source = query]) {
    const width = layer.heads * layer.headUnits;
    return [
      ...projection(layer, 'query', features(query), width),
      ...projection(layer, 'key', features(source), width),
      ...projection(layer, 'value', features(source), width),
      ...projection(layer, 'output', width, features(query)),
    ];
  },
  masking: 'kept',
  forward(layer, [query, source = query], around) {
    const { masks } = around;
    const of = (role: string, x: Value): Value => apart(layer, projected(layer, role, x, around));
    const [q, k, v] = [of('query', query), of('key', source), of('value', source)];
    const scores = graph.multiply(graph.matMul(q, k, { transposeB: true }), 1 / Math.sqrt(layer.headUnits));
    const shares = graph.softmax(seen(layer, scores, masks.length > 1 ? masks[1] : masks[0]));
    const heads = graph.transpose(graph.matMul(shares, v), [0, 2, 1, 3]);
    const [batch, time] = query.shape;
    const together = graph.reshape(heads, [batch, time, layer.heads * layer.headUnits]);
    return projected(layer, 'output', together, around);
  },
};

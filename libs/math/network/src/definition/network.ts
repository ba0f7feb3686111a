import { AppError } from '@millwright/contracts';
import { z } from 'zod';
import { refuseLayer, shapeWords } from '../layers/shape.ts';
import { layerSchema, type CheckedLayer, type Layer } from './layer.ts';
import {
  lossSchema,
  optimiserSchema,
  type CheckedLoss,
  type CheckedOptimiser,
  type Loss,
  type Optimiser,
} from './objective.ts';
import { isMasked, outputShape, type Shape } from './shapes.ts';

/** A checked network: JSON data, nothing left out. Made by {@link defineNetwork} alone. */
export interface Network {
  readonly format: 1;
  /** Shape of one example. */
  readonly input: Shape;
  /** Present where the input is tokens. */
  readonly inputType?: 'int32';
  /** In an order in which every layer comes after its inputs; the last one is the output. */
  readonly layers: readonly CheckedLayer[];
  readonly loss: CheckedLoss;
  readonly optimiser: CheckedOptimiser;
}

export interface NetworkSettings {
  /** Shape of one example: `[H, W, C]`, `[F]`, a sequence `[T, F]` or tokens `[T]`; T may be `null`, so that each batch brings its own. */
  readonly input: Shape;
  /** `int32` for tokens. */
  readonly inputType?: 'float32' | 'int32';
  readonly layers: readonly Layer[];
  readonly loss: Loss;
  readonly optimiser: Optimiser;
}

/** The name by which layers reach the network's input. */
export const inputName = 'input';

const length = z.int().positive();
const time = length.nullable();
const inputSchemas = {
  float32: z.union([z.tuple([length]), z.tuple([time, length]), z.tuple([length, length, length])], {
    error: 'expected [H, W, C], [T, F] with a known or open (null) T, or [F]',
  }),
  int32: z.tuple([time], { error: 'expected tokens [T] with a known or open (null) T' }),
};
const inputTypeSchema = z.enum(['float32', 'int32']).default('float32');

function checked<T>(schema: z.ZodType<T>, value: unknown, layer: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const reasons = result.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
  throw new AppError('network.layer', { layer, reason: reasons.join('; ') });
}

const several = [2, Infinity];
/** Least and most inputs of the layers that may have more than one. */
const inputCounts: Partial<Record<Layer['kind'], readonly number[]>> = {
  add: several,
  multiply: several,
  concat: several,
  attention: [1, 2],
};

function nameOf(layer: Layer, counts: Map<string, number>): string {
  if (layer.name !== undefined) return layer.name;
  const count = (counts.get(layer.kind) ?? 0) + 1;
  counts.set(layer.kind, count);
  return `${layer.kind}_${count}`;
}

function checkLayers(layers: readonly Layer[]): CheckedLayer[] {
  const known = new Set([inputName]);
  const counts = new Map<string, number>();
  let previous = inputName;
  return layers.map((layer, index) => {
    const parsed = checked(layerSchema, layer, layer?.name ?? String(index + 1));
    const name = nameOf(parsed, counts);
    const fail = (reason: string): never => {
      throw new AppError('network.layer', { layer: name, reason });
    };
    if (known.has(name)) fail('another layer has this name');
    const inputs = parsed.inputs ?? [previous];
    const [least, most] = inputCounts[parsed.kind] ?? [1, 1];
    if (inputs.length < least || inputs.length > most) fail(`expected one input, received ${inputs.length}`);
    const unknown = inputs.find((input) => !known.has(input));
    if (unknown !== undefined) fail(`its input ${unknown} is no layer before it`);
    if (new Set(inputs).size !== inputs.length) fail('an input is named twice');
    known.add(name);
    previous = name;
    // In one order of keys, so that a network read back is saved as the same bytes.
    const { kind, name: _name, inputs: _inputs, ...settings } = parsed;
    return { kind, name, inputs, ...settings } as CheckedLayer;
  });
}

/** Tokens are names, not amounts: only an embedding may take them, and it takes nothing else. */
function checkTokens(layers: readonly CheckedLayer[], inputType: 'float32' | 'int32'): void {
  for (const layer of layers) {
    const takesTokens = inputType === 'int32' && layer.inputs.includes(inputName);
    if (takesTokens && layer.kind !== 'embedding') refuseLayer(layer, 'only an embedding takes tokens');
    if (!takesTokens && layer.kind === 'embedding')
      refuseLayer(layer, "an embedding takes the network's input, with inputType int32");
  }
}

function checkMasks(layers: readonly CheckedLayer[]): void {
  const masked = new Map<string, boolean>();
  for (const layer of layers)
    masked.set(
      layer.name,
      isMasked(
        layer,
        layer.inputs.map((name) => masked.get(name) ?? false),
      ),
    );
}

function checkUse(layers: readonly CheckedLayer[]): void {
  const used = new Set(layers.flatMap(({ inputs }) => inputs));
  const loose = layers.slice(0, -1).find(({ name }) => !used.has(name));
  if (loose) throw new AppError('network.layer', { layer: loose.name, reason: 'no layer takes its output' });
}

const activationOf = (layer: CheckedLayer): string => ('activation' in layer ? layer.activation : 'linear');

function checkOutput(layers: readonly CheckedLayer[], shapes: ReadonlyMap<string, Shape>, loss: CheckedLoss) {
  const last = layers[layers.length - 1];
  const shape = shapes.get(last.name) as Shape;
  const fail = (reason: string): never => {
    throw new AppError('network.layer', { layer: last.name, reason });
  };
  for (const layer of layers)
    if (activationOf(layer) === 'softmax' && (shapes.get(layer.name) as Shape).at(-1) === 1)
      throw new AppError('network.layer', {
        layer: layer.name,
        reason: 'a softmax over one unit is always 1; use a sigmoid, or two units',
      });
  if (shape.length !== 1) fail(`the last layer gives ${shapeWords(shape)}, expected [outputs]`);
  const expected = { binaryCrossentropy: 'sigmoid', categoricalCrossentropy: 'softmax' }[loss.kind as string];
  const received = activationOf(last);
  if (expected !== undefined && received !== expected)
    fail(`${loss.kind} expects a last layer with ${expected}, received ${received}`);
  if (expected === undefined && received === 'softmax')
    fail(`${loss.kind} does not fit a softmax; use categoricalCrossentropy`);
  if (loss.kind === 'quantile' && (shape[0] as number) % loss.quantiles.length !== 0)
    fail(`it gives ${shape[0]} outputs, expected ${loss.quantiles.length} quantiles for each target`);
}

/** Values of an example's target `[targets]`. */
export function targetCount(network: Network): number {
  const outputs = shapesOf(network).get(network.layers[network.layers.length - 1].name)?.[0] as number;
  return network.loss.kind === 'quantile' ? outputs / network.loss.quantiles.length : outputs;
}

/** Output shape (without the batch) of every layer and of the input, by name. */
export function shapesOf(network: Pick<Network, 'input' | 'layers'>): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>([[inputName, network.input]]);
  for (const layer of network.layers)
    shapes.set(
      layer.name,
      outputShape(
        layer,
        layer.inputs.map((name) => shapes.get(name) as Shape),
      ),
    );
  return shapes;
}

/**
 * A network as data, checked: names, inputs, shapes, and that the last layer fits the loss.
 *
 * @throws AppError `network.layer` or `network.shape`, naming the layer
 * @example
 * defineNetwork({
 *   input: [64, 64, 1],
 *   layers: [conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }), globalAveragePool2d(), dense({ units: 1, activation: 'sigmoid' })],
 *   loss: binaryCrossentropy(),
 *   optimiser: adam(),
 * })
 */
export function defineNetwork(settings: NetworkSettings): Network {
  const inputType = checked(inputTypeSchema, settings.inputType, inputName);
  const input: Shape = checked<Shape>(inputSchemas[inputType], settings.input, inputName);
  if (settings.layers.length === 0)
    throw new AppError('network.layer', { layer: inputName, reason: 'expected at least one layer after it' });
  const layers = checkLayers(settings.layers);
  const loss = checked(lossSchema, settings.loss, 'loss');
  const optimiser = checked(optimiserSchema, settings.optimiser, 'optimiser');
  checkOutput(layers, shapesOf({ input, layers }), loss);
  checkUse(layers);
  checkTokens(layers, inputType);
  checkMasks(layers);
  // Left out where it says nothing, as in networks saved before there were tokens.
  const tokens = inputType === 'int32' ? { inputType } : {};
  return { format: 1, input, ...tokens, layers, loss, optimiser };
}

/**
 * A network from its JSON, checked as when it was written.
 *
 * @throws AppError `tensor.format`, `network.layer` or `network.shape`
 */
export function networkFromJson(json: unknown, file = 'network.json'): Network {
  const outer = z.object({
    format: z.literal(1),
    input: z.array(z.int().positive().nullable()),
    inputType: inputTypeSchema.optional(),
    layers: z.array(z.unknown()),
    loss: z.unknown(),
    optimiser: z.unknown(),
  });
  const result = outer.safeParse(json);
  if (!result.success)
    throw new AppError('tensor.format', {
      file,
      expected: 'a network of format 1',
      received: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    });
  return defineNetwork(result.data as NetworkSettings);
}

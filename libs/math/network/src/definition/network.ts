import { AppError } from '@millwright/contracts';
import { z } from 'zod';
import { layerSchema, type CheckedLayer, type Layer } from './layer.ts';
import {
  lossSchema,
  optimiserSchema,
  type CheckedLoss,
  type CheckedOptimiser,
  type Loss,
  type Optimiser,
} from './objective.ts';
import { outputShape, type Shape } from './shapes.ts';

/** A checked network: JSON data, nothing left out. Made by {@link defineNetwork} alone. */
export interface Network {
  readonly format: 1;
  /** `[H, W, C]` */
  readonly input: readonly [number, number, number];
  /** In an order in which every layer comes after its inputs; the last one is the output. */
  readonly layers: readonly CheckedLayer[];
  readonly loss: CheckedLoss;
  readonly optimiser: CheckedOptimiser;
}

export interface NetworkSettings {
  /** `[H, W, C]` */
  readonly input: readonly [number, number, number];
  readonly layers: readonly Layer[];
  readonly loss: Loss;
  readonly optimiser: Optimiser;
}

/** The name by which layers reach the network's input. */
export const inputName = 'input';

const inputSchema = z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]);

function checked<T>(schema: z.ZodType<T>, value: unknown, layer: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const reasons = result.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
  throw new AppError('network.layer', { layer, reason: reasons.join('; ') });
}

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
    const several = parsed.kind === 'add' || parsed.kind === 'concat';
    if (!several && inputs.length !== 1) fail(`expected one input, received ${inputs.length}`);
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
  if (shape.length !== 1) fail(`the last layer gives [${shape.join(', ')}], expected [outputs]`);
  const expected = {
    binaryCrossentropy: 'sigmoid',
    categoricalCrossentropy: 'softmax',
    meanSquaredError: null,
  }[loss.kind];
  const received = activationOf(last);
  if (expected !== null && received !== expected)
    fail(`${loss.kind} expects a last layer with ${expected}, received ${received}`);
  if (loss.kind === 'meanSquaredError' && received === 'softmax')
    fail('meanSquaredError does not fit a softmax; use categoricalCrossentropy');
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
  const input = checked(inputSchema, settings.input, inputName);
  if (settings.layers.length === 0)
    throw new AppError('network.layer', { layer: inputName, reason: 'expected at least one layer after it' });
  const layers = checkLayers(settings.layers);
  const loss = checked(lossSchema, settings.loss, 'loss');
  const optimiser = checked(optimiserSchema, settings.optimiser, 'optimiser');
  checkOutput(layers, shapesOf({ input, layers }), loss);
  checkUse(layers);
  return { format: 1, input, layers, loss, optimiser };
}

/**
 * A network from its JSON, checked as when it was written.
 *
 * @throws AppError `tensor.format`, `network.layer` or `network.shape`
 */
export function networkFromJson(json: unknown, file = 'network.json'): Network {
  const outer = z.object({
    format: z.literal(1),
    input: inputSchema,
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

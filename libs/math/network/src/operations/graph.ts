import { sizeOf } from '@millwright/tensors';
import type { Geometry } from '../definition/geometry.ts';
import type { Activation, CheckedLayer } from '../definition/layer.ts';
import { inputName, shapesOf, type Network } from '../definition/network.ts';
import { layerParameters, type Parameter } from '../definition/parameters.ts';
import { geometryOf, type Shape } from '../definition/shapes.ts';

/** A layer with everything that follows from its place in the network. */
export interface Node {
  readonly layer: CheckedLayer;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly geometry: Geometry | null;
  /** What is applied to the layer's result; the last layer's own is applied by the loss. */
  readonly activation: Activation;
  readonly parameters: readonly Parameter[];
}

export interface Graph {
  readonly nodes: readonly Node[];
  /** Activation of the last layer: loss and answers apply it to the scores. */
  readonly head: Activation;
  readonly outputs: number;
  /** How many layers take each output. */
  readonly consumers: ReadonlyMap<string, number>;
}

const windowed = new Set(['conv2d', 'depthwiseConv2d', 'maxPool2d', 'averagePool2d']);

/** The nodes of a network in order, its last activation set apart. */
export function graphOf(network: Network): Graph {
  const shapes = shapesOf(network);
  const last = network.layers[network.layers.length - 1];
  const nodes = network.layers.map((layer): Node => {
    const inputShapes = layer.inputs.map((name) => shapes.get(name) as Shape);
    return {
      layer,
      inputShapes,
      outputShape: shapes.get(layer.name) as Shape,
      geometry: windowed.has(layer.kind) ? geometryOf(layer, inputShapes[0]) : null,
      activation: layer !== last && 'activation' in layer ? layer.activation : 'linear',
      parameters: layerParameters(layer, inputShapes[0]),
    };
  });
  const consumers = new Map<string, number>();
  for (const { inputs } of network.layers)
    for (const name of inputs) consumers.set(name, (consumers.get(name) ?? 0) + 1);
  return {
    nodes,
    head: 'activation' in last ? last.activation : 'linear',
    outputs: sizeOf(shapes.get(last.name) as Shape),
    consumers,
  };
}

/** Names of the layers whose gradient a training needs: those that hold trained weights, or come after one. */
export function trainedLayers(graph: Graph): Set<string> {
  return following(graph, (node) => node.parameters.some(({ trained }) => trained));
}

/** A layer and all that come after it. */
export function layersFrom(graph: Graph, layer: string): Set<string> {
  return following(graph, (node) => node.layer.name === layer);
}

function following(graph: Graph, starts: (node: Node) => boolean): Set<string> {
  const names = new Set<string>();
  for (const node of graph.nodes)
    if (starts(node) || node.layer.inputs.some((name) => name !== inputName && names.has(name)))
      names.add(node.layer.name);
  return names;
}

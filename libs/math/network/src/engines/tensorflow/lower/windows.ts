import type { Window } from '../../../graph/attributes.ts';
import { float } from '../graph-builder.ts';
import type { Attribute } from '../saved-model.ts';
import type { Lowering } from '../scope.ts';
import { withBias } from './bias.ts';

const sliding = ({ strides, padding }: Window): Record<string, Attribute> => ({
  ...float,
  strides: { ints: [1, ...strides, 1] },
  padding: { text: padding.toUpperCase() },
  data_format: { text: 'NHWC' },
});

const pooling = (window: Window): Record<string, Attribute> => ({
  ...sliding(window),
  ksize: { ints: [1, ...window.kernel, 1] },
});

export const conv2d: Lowering<'conv2d'> = ({ node, inputs, graph }) =>
  graph.add('Conv2D', inputs, sliding(node.attributes));

export const conv2dInput: Lowering<'conv2dInput'> = ({ node, inputs: [dy, filter], scope, graph }) =>
  graph.add(
    'Conv2DBackpropInput',
    [scope.shape(node.outputs[0].shape), filter, dy],
    sliding(node.attributes),
  );

export const conv2dFilter: Lowering<'conv2dFilter'> = ({ node, inputs: [x, dy], graph }) =>
  graph.add(
    'Conv2DBackpropFilter',
    [x, graph.integers(node.attributes.filter), dy],
    sliding(node.attributes),
  );

export const conv2dBias: Lowering<'conv2dBias'> = ({
  node: { attributes },
  inputs: [x, filter, bias],
  graph,
}) => withBias(graph, graph.add('Conv2D', [x, filter], sliding(attributes)), bias, attributes.activation);

export const depthwiseConv2d: Lowering<'depthwiseConv2d'> = ({ node, inputs, graph }) =>
  graph.add('DepthwiseConv2dNative', inputs, sliding(node.attributes));

export const depthwiseConv2dInput: Lowering<'depthwiseConv2dInput'> = ({ node, inputs, scope, graph }) =>
  graph.add(
    'DepthwiseConv2dNativeBackpropInput',
    [scope.shape(node.outputs[0].shape), inputs[1], inputs[0]],
    sliding(node.attributes),
  );

export const depthwiseConv2dFilter: Lowering<'depthwiseConv2dFilter'> = ({ node, inputs: [x, dy], graph }) =>
  graph.add(
    'DepthwiseConv2dNativeBackpropFilter',
    [x, graph.integers(node.attributes.filter), dy],
    sliding(node.attributes),
  );

export const depthwiseConv2dBias: Lowering<'depthwiseConv2dBias'> = ({ node, inputs, graph }) =>
  withBias(
    graph,
    graph.add('DepthwiseConv2dNative', inputs.slice(0, 2), sliding(node.attributes)),
    inputs[2],
    node.attributes.activation,
  );

export const maxPool2d: Lowering<'maxPool2d'> = ({ node, inputs, graph }) =>
  graph.add('MaxPool', inputs, pooling(node.attributes));

export const maxPool2dGradient: Lowering<'maxPool2dGradient'> = ({ node, inputs: [dy, x, y], graph }) =>
  graph.add('MaxPoolGrad', [x, y, dy], pooling(node.attributes));

export const averagePool2d: Lowering<'averagePool2d'> = ({ node, inputs, graph }) =>
  graph.add('AvgPool', inputs, pooling(node.attributes));

export const averagePool2dGradient: Lowering<'averagePool2dGradient'> = ({
  node,
  inputs: [dy],
  scope,
  graph,
}) => graph.add('AvgPoolGrad', [scope.shape(node.outputs[0].shape), dy], pooling(node.attributes));

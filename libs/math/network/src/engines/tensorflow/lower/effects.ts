import type { OperationName } from '../../../graph/attributes.ts';
import { after, float, type Tensor } from '../graph-builder.ts';
import type { Lowered, Lowering } from '../scope.ts';

const typed = { dtype: { type: 'float32' } } as const;
const assigning = { ...typed, validate_shape: { bool: true } } as const;
const unlocked = { ...float, use_locking: { bool: false } } as const;

export const assign: Lowering<'assign'> = ({ node, inputs: [value], scope, graph, before }) => {
  // A variable would otherwise go on in the memory of what it was given, that of the caller's array even.
  const own = graph.apply('DeepCopy', value);
  return graph.add('AssignVariableOp', [scope.handle(node.attributes.variable), own, ...before], assigning);
};

export const sgd: Lowering<'sgd'> = ({ node, inputs: [gradient, rate], scope, graph, before }) => {
  const { variable, momentum, velocity } = node.attributes;
  const weight = scope.handle(variable);
  return velocity === null
    ? graph.add('ResourceApplyGradientDescent', [weight, rate, gradient, ...before], unlocked)
    : graph.add(
        'ResourceApplyKerasMomentum',
        [weight, scope.handle(velocity), rate, gradient, graph.number(momentum), ...before],
        { ...unlocked, use_nesterov: { bool: false } },
      );
};

/** The value as it is once `before` has happened. */
const current = <N extends OperationName>({ scope, graph, before }: Lowered<N>, variable: string): Tensor =>
  graph.add('ReadVariableOp', [scope.handle(variable), ...before], typed);

export const adam: Lowering<'adam'> = (at) => {
  const { node, inputs, scope, graph, before } = at;
  const [gradient, rate, step] = inputs;
  const { variable, first, second, beta1, beta2, epsilon, weightDecay } = node.attributes;
  const weight = scope.handle(variable);
  const ready = [...before];
  if (weightDecay !== 0) {
    const share = graph.apply('Mul', rate, graph.number(weightDecay));
    const lost = graph.apply('Mul', current(at, variable), share);
    ready.push(after(graph.add('AssignSubVariableOp', [weight, lost, ...before], typed)));
  }
  const betas = [beta1, beta2].map((beta) => graph.number(beta));
  const powers = betas.map((beta) => graph.apply('Pow', beta, step));
  return graph.add(
    'ResourceApplyAdam',
    [
      ...[weight, scope.handle(first), scope.handle(second)],
      ...[...powers, rate, ...betas, graph.number(epsilon), gradient, ...ready],
    ],
    { ...unlocked, use_nesterov: { bool: false } },
  );
};

/** Composed: the native node has ε under the root. */
export const rmsProp: Lowering<'rmsProp'> = (at) => {
  const { node, inputs, scope, graph, before } = at;
  const [gradient, rate] = inputs;
  const { variable, square, rho, epsilon } = node.attributes;
  const of = (operation: string, ...values: readonly Tensor[]): Tensor => graph.apply(operation, ...values);
  const squares = of(
    'AddV2',
    of('Mul', graph.number(rho), current(at, square)),
    of('Mul', graph.number(1 - rho), of('Square', gradient)),
  );
  const change = of(
    'RealDiv',
    of('Mul', rate, gradient),
    of('AddV2', of('Sqrt', squares), graph.number(epsilon)),
  );
  return [
    graph.add('AssignVariableOp', [scope.handle(square), squares, ...before], assigning),
    graph.add('AssignSubVariableOp', [scope.handle(variable), change, ...before], typed),
  ];
};

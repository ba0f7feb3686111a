import type { AnyNode } from './value.ts';

/** The variables that an effect changes. */
export function changedBy(node: AnyNode): string[] {
  const names: (string | null)[] =
    node.operation === 'assign'
      ? [node.attributes.variable]
      : node.operation === 'sgd'
        ? [node.attributes.variable, node.attributes.velocity]
        : node.operation === 'adam'
          ? [node.attributes.variable, node.attributes.first, node.attributes.second]
          : node.operation === 'rmsProp'
            ? [node.attributes.variable, node.attributes.square]
            : [];
  return names.filter((name) => name !== null);
}

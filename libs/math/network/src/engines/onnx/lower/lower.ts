import { AppError } from '@millwright/contracts';
import type { OperationName } from '../../../graph/attributes.ts';
import type { AnyNode, Node } from '../../../graph/value.ts';
import type { OnnxWriter } from '../writer.ts';

/** Writes a node and gives its outputs their names. */
export type Lower<N extends OperationName> = (node: Node<N>, to: OnnxWriter) => void;

/** Null where ONNX has no word for it, or no program that answers needs it. */
export type Lowers<N extends OperationName> = { readonly [K in N]: Lower<K> | null };

/** A node of one operation as one of any. */
export const any = (node: Node): AnyNode => node as AnyNode;

/** Gives the only output of a node, in plain order. */
export const givePlain = (to: OnnxWriter, node: Node, make: () => string): void =>
  to.give(any(node), { plain: make });

/** @throws AppError `network.export` */
export function refuseExport(operation: string, reason: string): never {
  throw new AppError('network.export', { operation, reason });
}

import type { NdArray } from '@millwright/tensors';
import type { Network } from '../../definition/network.ts';
import { parametersOf } from '../../definition/parameters.ts';
import type { Node, Program } from '../../graph/value.ts';
import { programOrder } from '../../graph/order.ts';
import type { OperationName } from '../../graph/attributes.ts';
import { moduleOf } from '../../programs/module.ts';
import { checkArrays } from '../../weights.ts';
import { lowers } from './lower/index.ts';
import { refuseExport, type Lower } from './lower/lower.ts';
import { modelBytes, type OnnxMetadata } from './proto.ts';
import { OnnxWriter } from './writer.ts';

/**
 * A program without effects as an ONNX file, its variables as constants.
 *
 * @throws AppError `network.export` naming the operation that cannot be written
 */
export function exportProgram(
  program: Program,
  weights: ReadonlyMap<string, NdArray>,
  metadata?: OnnxMetadata,
): Uint8Array {
  const writer = new OnnxWriter(program, weights);
  for (const node of programOrder(program)) {
    const lower = lowers[node.operation] as Lower<OperationName> | null;
    if (!lower) refuseExport(node.operation, 'it belongs to training');
    lower(node as Node, writer);
  }
  return modelBytes(writer.graph(program.outputs), metadata);
}

/**
 * What a network answers, as an ONNX file (operator set 17, read by ONNX Runtime since 1.12): `inputs` `[batch, …]` in the shape
 * and order of the network's own input → `answers` `[batch, K]`; the batch stays open, and so does an open time.
 *
 * @param weights - all of the network's, by name
 * @param metadata - facts that travel inside the file, such as the labels
 * @throws AppError `network.export`; `tensor.format` or `tensor.shape` where the weights do not fit
 */
export function exportOnnx(
  network: Network,
  weights: ReadonlyMap<string, NdArray>,
  metadata?: OnnxMetadata,
): Uint8Array {
  checkArrays(weights, parametersOf(network));
  return exportProgram(moduleOf(network, 0).programs.predict, weights, metadata);
}

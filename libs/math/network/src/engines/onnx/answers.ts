import { AppError } from '@millwright/contracts';
import type { NdArray } from '@millwright/tensors';
import type { Network } from '../../definition/network.ts';
import type { Inputs } from '../../open.ts';
import { exportOnnx } from './export.ts';
import { OnnxSession, onnxRuntime } from './runtime.ts';

/** Answers of a network whose weights do not change any more. */
export interface Answers {
  /** Checked inputs `[B, …]` → `[B, K]` */
  predict(inputs: Inputs): Promise<NdArray<'float32'>>;
  dispose(): void;
}

/**
 * A network on ONNX Runtime, the fastest way to a single answer on a CPU. It has a copy of the weights.
 *
 * @returns null where the package is not installed, or where the network has an operation that cannot be exported
 */
export async function openAnswers(
  network: Network,
  weights: ReadonlyMap<string, NdArray>,
): Promise<Answers | null> {
  const runtime = await onnxRuntime();
  if (!runtime) return null;
  try {
    const session = await OnnxSession.open(runtime, exportOnnx(network, weights));
    return {
      predict: async (inputs) =>
        (await session.run(new Map([['inputs', inputs]]))).get('answers') as NdArray<'float32'>,
      dispose: () => session.dispose(),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'network.export') return null;
    throw error;
  }
}

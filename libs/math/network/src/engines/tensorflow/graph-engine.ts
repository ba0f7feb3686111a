import { AppError } from '@millwright/contracts';
import { availableParallelism } from 'node:os';
import { nativeManifest } from '../native-folder.ts';
import type { GraphEngine } from '../session.ts';
import { loadBinding } from './binding.ts';
import { openSession } from './session.ts';

/** Why TensorFlow cannot run here; null where it can. */
export function tensorflowObstacle(): string | null {
  const manifest = nativeManifest();
  return typeof manifest === 'string' ? manifest : null;
}

/**
 * TensorFlow itself, on the CPU or a GPU; there after `npm run setup:native`.
 *
 * @throws AppError `engine.unavailable` where it is not
 */
export function tensorflowGraphEngine(): GraphEngine {
  const manifest = nativeManifest();
  if (typeof manifest === 'string')
    throw new AppError('engine.unavailable', { engine: 'tensorflow', reason: manifest });
  const binding = loadBinding(manifest);
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS) || availableParallelism();
  const device = binding.isUsingGpuDevice() ? 'GPU' : 'CPU';
  const used = device === 'GPU' ? '' : `, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return {
    name: 'tensorflow',
    description: `TensorFlow ${manifest.tensorflow} on the ${device}${used}`,
    device,
    open: (module) => openSession(binding, module),
  };
}

import * as tf from '@tensorflow/tfjs-core';
import { wasmKernels } from '../operations/wasm-kernels.ts';
import type { Engine, EngineDriver } from './engine.ts';

const processEvents = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Loads the backend. Its WebAssembly loader listens to the process's last-resort events and would turn a rejected
 * promise anywhere into a crash of its own making; what becomes of the process is not a library's decision.
 */
async function loadBackend(): Promise<void> {
  const before = new Map(processEvents.map((event) => [event, new Set(process.listeners(event as never))]));
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  for (const event of processEvents)
    for (const listener of process.listeners(event as never))
      if (!before.get(event)?.has(listener)) process.removeListener(event, listener as () => void);
}

/** WebAssembly with SIMD: needs nothing native. */
export const wasmDriver: EngineDriver = {
  name: 'wasm',
  obstacle: async () => (!('WebAssembly' in globalThis) ? 'this runtime has no WebAssembly' : null),
  async open(): Promise<Engine> {
    await loadBackend();
    return {
      name: 'wasm',
      description: `TensorFlow.js ${tf.version_core} on WebAssembly, one thread`,
      kernels: wasmKernels,
      activate() {
        if (tf.getBackend() !== 'wasm') void tf.setBackend('wasm');
      },
    };
  },
};

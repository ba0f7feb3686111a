import * as tf from '@tensorflow/tfjs-core';
import { wasmKernels } from '../operations/wasm-kernels.ts';
import type { Engine, EngineDriver } from './engine.ts';

/** WebAssembly with SIMD: needs nothing native. */
export const wasmDriver: EngineDriver = {
  name: 'wasm',
  obstacle: async () => (!('WebAssembly' in globalThis) ? 'this runtime has no WebAssembly' : null),
  async open(): Promise<Engine> {
    await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
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

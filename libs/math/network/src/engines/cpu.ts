import * as tf from '@tensorflow/tfjs-core';
import { tfjsKernels } from '../operations/tfjs-kernels.ts';
import type { Engine, EngineDriver } from './engine.ts';

/** Plain JavaScript: runs everywhere, slowly; the reference for the others. */
export const cpuDriver: EngineDriver = {
  name: 'cpu',
  obstacle: async () => null,
  async open(): Promise<Engine> {
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    // It would greet on its first use and advise a package that Millwright replaces.
    (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
    return {
      name: 'cpu',
      description: `TensorFlow.js ${tf.version_core}, plain JavaScript`,
      kernels: tfjsKernels,
      activate() {
        if (tf.getBackend() !== 'cpu') void tf.setBackend('cpu');
      },
    };
  },
};

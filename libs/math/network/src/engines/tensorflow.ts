import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '@millwright/contracts';
import { createRequire } from 'node:module';
import path from 'node:path';
import { tensorflowKernels, type Binding, type NativeBackend } from '../operations/tensorflow-kernels.ts';
import type { Engine, EngineDriver } from './engine.ts';
import { nativeManifest, type NativeManifest } from './native-folder.ts';

type BackendClass = new (binding: Binding, packageName: string) => NativeBackend & tf.KernelBackend;

/**
 * The stock package's kernels and backend, on our own build of its binding. Its index is not loaded: that looks
 * for the binding inside node_modules alone.
 */
function load({ binding: file, package: folder }: NativeManifest): Binding {
  // The libraries greet on stderr otherwise; read once, when they are loaded.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  const require = createRequire(path.join(folder, 'package.json'));
  const binding = require(file) as Binding;
  require('./dist/register_all_kernels.js');
  const { NodeJSKernelBackend } = require('./dist/nodejs_kernel_backend.js') as {
    NodeJSKernelBackend: BackendClass;
  };
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu'));
  return binding;
}

/** TensorFlow itself, on the CPU or a GPU; there after `npm run setup:native`. */
export const tensorflowDriver: EngineDriver = {
  name: 'tensorflow',
  async obstacle() {
    const manifest = nativeManifest();
    return typeof manifest === 'string' ? manifest : null;
  },
  async open(): Promise<Engine> {
    const manifest = nativeManifest();
    if (typeof manifest === 'string')
      throw new AppError('engine.unavailable', { engine: 'tensorflow', reason: manifest });
    const binding = load(manifest);
    await tf.setBackend('tensorflow');
    const backend = tf.backend() as unknown as NativeBackend;
    return {
      name: 'tensorflow',
      description: `TensorFlow ${manifest.tensorflow} on the ${binding.isUsingGpuDevice() ? 'GPU' : 'CPU'}`,
      kernels: tensorflowKernels(backend),
      activate() {
        if (tf.getBackend() !== 'tensorflow') void tf.setBackend('tensorflow');
      },
    };
  },
};

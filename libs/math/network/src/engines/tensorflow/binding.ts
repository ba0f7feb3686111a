import { createRequire } from 'node:module';
import path from 'node:path';
import type { NativeManifest } from '../native-folder.ts';

interface TensorInfo {
  readonly id: number;
  readonly dtype: number;
  readonly shape: readonly number[];
}

/** What we use of the stock binding; its calls block. */
export interface SavedModelBinding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  isUsingGpuDevice(): boolean;
  /** Goes on using the memory of `values`. */
  createTensor(
    shape: readonly number[],
    dtype: number,
    values: Float32Array | Int32Array | Uint8Array,
  ): number;
  deleteTensor(id: number): void;
  /** A copy. */
  tensorDataSync(id: number): Float32Array | Int32Array;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  /** Names are separated by commas. */
  runSavedModel(id: number, inputs: readonly number[], inputNames: string, outputNames: string): TensorInfo[];
  getNumOfTensors(): number;
  getNumOfSavedModels(): number;
}

export function loadBinding({ binding, package: folder }: NativeManifest): SavedModelBinding {
  // The libraries greet on stderr otherwise; read once, when they are loaded.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  return createRequire(path.join(folder, 'package.json'))(binding) as SavedModelBinding;
}

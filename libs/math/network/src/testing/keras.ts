import { ndArray, type NdArray } from '@millwright/tensors';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Inputs } from '../open.ts';
import type { NetworkSettings } from '../definition/network.ts';

interface Packed {
  readonly shape: number[];
  /** float32, little endian, base64 */
  readonly data: string;
}
type PackedArrays = Readonly<Record<string, Packed>>;

export interface KerasCase {
  readonly name: string;
  readonly network: NetworkSettings;
  /** Tokens are stored as values. */
  readonly inputs: Packed;
  readonly targets: Packed;
  readonly sampleWeights?: Packed;
  readonly weights: PackedArrays;
  /** With the weights above, as when answering. */
  readonly answers: Packed;
  readonly loss: number;
  readonly gradients: PackedArrays;
  readonly lookAt?: {
    readonly layer: string;
    readonly output: number;
    readonly activations: Packed;
    readonly gradients: Packed;
  };
  readonly steps: number;
  /** Weights and running statistics after the steps. */
  readonly after: PackedArrays;
}

const file = path.join(import.meta.dirname, 'keras.json');

/** Stored outputs of Keras; see tools/references/network_keras.py. */
export const kerasCases = (JSON.parse(readFileSync(file, 'utf8')) as { cases: KerasCase[] }).cases;

export function unpack({ shape, data }: Packed): NdArray<'float32'> {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return ndArray('float32', shape, new Float32Array(bytes.buffer));
}

export const unpackAll = (arrays: PackedArrays): Map<string, NdArray<'float32'>> =>
  new Map(Object.entries(arrays).map(([name, packed]) => [name, unpack(packed)]));

/** As the network takes them. */
export function inputsOf({ network, inputs }: KerasCase): Inputs {
  const values = unpack(inputs);
  return network.inputType === 'int32'
    ? ndArray('int32', values.shape, Int32Array.from(values.data))
    : values;
}

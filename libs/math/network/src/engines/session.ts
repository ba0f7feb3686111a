import type { NdArray } from '@millwright/tensors';
import type { Module } from '../graph/value.ts';
import type { EngineName } from './names.ts';

export type Arrays = Map<string, NdArray<'float32'>>;

/** A module on an engine: its variables live here, all 0 until they are written. */
export interface Session {
  /**
   * One call of a program. Open lengths are read off the inputs; the first call with new ones may take longer.
   *
   * @param inputs - by the name of their `input` operation
   * @param wanted - names of the outputs to compute, all where it is absent; what they do not need is left out. Effects always happen.
   */
  run(program: string, inputs: ReadonlyMap<string, NdArray>, wanted?: readonly string[]): Promise<Arrays>;
  /** Copies of variables, all where no names are given. */
  read(names?: readonly string[]): Promise<Arrays>;
  /** Shapes are checked by the caller. Not while a run is on its way. */
  write(values: ReadonlyMap<string, NdArray>): void;
  dispose(): void;
}

/** A way to run graphs on this machine: all that the rest of the room knows of it. */
export interface GraphEngine {
  readonly name: EngineName;
  /** What it is, for people: library, version, device, threads. */
  readonly description: string;
  readonly device: 'CPU' | 'GPU';
  open(module: Module): Promise<Session>;
}

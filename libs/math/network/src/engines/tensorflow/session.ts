import { AppError } from '@millwright/contracts';
import { ndArray, type NdArray } from '@millwright/tensors';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Module } from '../../graph/value.ts';
import type { Arrays, Session } from '../session.ts';
import type { SavedModelBinding } from './binding.ts';
import type { Tensor } from './graph-builder.ts';
import { shortOfMemory } from '../short-of-memory.ts';
import { peakBytes } from './memory.ts';
import { lowerModule, type LoweredModule, type LoweredProgram, type LoweredVariable } from './lower.ts';
import { savedModelBytes } from './saved-model.ts';

type Feeds = readonly (readonly [Tensor, NdArray])[];

/** Loads a graph; its file is needed no longer than that. */
async function loaded(binding: SavedModelBinding, { graph }: LoweredModule): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), `millwright-graph-${process.pid}-`));
  try {
    await writeFile(path.join(folder, 'saved_model.pb'), savedModelBytes(graph.nodes));
    return binding.loadSavedModel(folder, 'serve');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Open lengths as the inputs have them. */
function lengthsOf(
  types: LoweredModule['inputs'],
  inputs: ReadonlyMap<string, NdArray>,
): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const [name, type] of types) {
    const array = inputs.get(name);
    if (!array) continue;
    const fits = (expected: number | string, axis: number): boolean => {
      const length = array.shape[axis];
      if (typeof expected === 'number') return expected === length;
      const known = lengths.get(expected) ?? length;
      lengths.set(expected, known);
      return known === length;
    };
    if (type.shape.length !== array.shape.length || !type.shape.every(fits) || type.dtype !== array.dtype) {
      const known = type.shape.map((length) => lengths.get(length as string) ?? length);
      throw new AppError('network.shape', {
        layer: name,
        dimension: 'shape',
        expected: `${type.dtype} [${known.join(', ')}]`,
        received: `${array.dtype} [${array.shape.join(', ')}]`,
      });
    }
  }
  return lengths;
}

class TensorflowSession implements Session {
  private readonly known = new Set<string>();

  constructor(
    private readonly binding: SavedModelBinding,
    private readonly id: number,
    private readonly lowered: LoweredModule,
    private readonly module: Module,
  ) {}

  async run(name: string, inputs: ReadonlyMap<string, NdArray>, wanted?: readonly string[]): Promise<Arrays> {
    const program = this.lowered.programs.get(name) as LoweredProgram;
    const lengths = lengthsOf(this.lowered.inputs, inputs);
    this.expectMemory(name, lengths);
    const feeds: (readonly [Tensor, NdArray])[] = [];
    for (const [input, { tensor }] of program.feeds) {
      const array = inputs.get(input);
      if (array) feeds.push([tensor, array]);
    }
    for (const [dimension, tensor] of program.lengths) {
      const length = lengths.get(dimension);
      if (length !== undefined) feeds.push([tensor, ndArray('int32', [], Int32Array.of(length))]);
    }
    const names = wanted ?? [...program.outputs.keys()];
    const fetched = names.map((output) => program.outputs.get(output) as Tensor);
    const arrays = this.call(feeds, program.effects === null ? fetched : [...fetched, program.effects]);
    return new Map(names.map((output, i) => [output, arrays[i]]));
  }

  async read(names: readonly string[] = this.own()): Promise<Arrays> {
    const arrays = this.call(
      [],
      names.map((name) => this.variable(name).value),
    );
    return new Map(names.map((name, i) => [name, arrays[i]]));
  }

  write(values: ReadonlyMap<string, NdArray>): void {
    const written = [...values].map(([name, array]) => ({ ...this.variable(name), array }));
    this.call(
      written.map(({ fed, array }) => [fed, array] as const),
      written.map((variable) => variable.written),
    );
  }

  /** Makes every variable 0. */
  clear(): void {
    const variables = this.own().map((name) => this.variable(name));
    this.call(
      variables.map(({ zero }) => [zero, ndArray('float32', [])] as const),
      variables.map(({ cleared }) => cleared),
    );
  }

  dispose(): void {
    this.binding.deleteSavedModel(this.id);
  }

  private own(): string[] {
    return this.module.variables.map(({ name }) => name);
  }

  /** Looked at once for each program and lengths, before the first call. */
  private expectMemory(program: string, lengths: ReadonlyMap<string, number>): void {
    const call = JSON.stringify([program, ...lengths]);
    if (this.known.has(call)) return;
    const needed = peakBytes(this.module.programs[program], lengths);
    const available = this.binding.isUsingGpuDevice() ? Infinity : process.availableMemory();
    if (needed > available) throw shortOfMemory('tensorflow', { needed, available });
    this.known.add(call);
  }

  private variable(name: string): LoweredVariable {
    return this.lowered.variables.get(name) as LoweredVariable;
  }

  /** Every native tensor made here is deleted here, whatever happens. */
  private call(feeds: Feeds, fetched: readonly Tensor[]): NdArray<'float32'>[] {
    if (fetched.length === 0) return [];
    const { binding } = this;
    const made: number[] = [];
    try {
      for (const [, { dtype, shape, data }] of feeds)
        made.push(
          binding.createTensor(shape, dtype === 'float32' ? binding.TF_FLOAT : binding.TF_INT32, data),
        );
      const inputs = [...made];
      const names = feeds.map(([tensor]) => tensor).join();
      const results = binding.runSavedModel(this.id, inputs, names, fetched.join());
      made.push(...results.map(({ id }) => id));
      return results.map(({ id, shape, dtype }) => {
        const data = binding.tensorDataSync(id);
        return (dtype === binding.TF_FLOAT
          ? ndArray('float32', shape, data as Float32Array)
          : ndArray('int32', shape, data as Int32Array)) as unknown as NdArray<'float32'>;
      });
    } finally {
      for (const id of made) binding.deleteTensor(id);
    }
  }
}

/** A module in a session of TensorFlow. Calls block: they return when they are done. */
export async function openSession(binding: SavedModelBinding, module: Module): Promise<Session> {
  const lowered = lowerModule(module);
  const session = new TensorflowSession(binding, await loaded(binding, lowered), lowered, module);
  session.clear();
  session.write(lowered.constants);
  return session;
}

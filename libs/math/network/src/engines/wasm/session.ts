import { AppError } from '@millwright/contracts';
import { sizeOf, type NdArray } from '@millwright/tensors';
import type { Module } from '../../graph/value.ts';
import type { Arrays, Session } from '../session.ts';
import type { Placed } from './kernel.ts';
import { giveMachine, inTurn, takeMachine, type Machine } from './machine.ts';
import { aligned } from './plan/shared-places.ts';
import { Plans } from './plan/plans.ts';

/** Variables one behind the other from an address. */
function placeVariables({ variables }: Module, at: number): { places: Map<string, Placed>; bytes: number } {
  const places = new Map<string, Placed>();
  let end = at;
  for (const { name, shape } of variables) {
    places.set(name, { at: end, shape, dtype: 'float32' });
    end += aligned(sizeOf(shape) * 4);
  }
  return { places, bytes: end - at };
}

class WasmSession implements Session {
  readonly #machine: Machine;
  readonly #variables: ReadonlyMap<string, Placed>;
  readonly #plans: Plans;
  readonly #at: number;
  #disposed = false;

  constructor(machine: Machine, module: Module) {
    this.#machine = machine;
    const { bytes } = placeVariables(module, 0);
    this.#at = machine.heap.take(bytes);
    machine.heap.clear(this.#at, bytes);
    this.#variables = placeVariables(module, this.#at).places;
    this.#plans = new Plans(machine, module, this.#variables);
  }

  run(program: string, inputs: ReadonlyMap<string, NdArray>, wanted?: readonly string[]): Promise<Arrays> {
    return inTurn(async () => {
      this.#expectOpen();
      const { heap } = this.#machine;
      const plan = this.#plans.of(program, inputs, wanted);
      for (const [name, place] of plan.inputs) heap.write(place, given(inputs, name));
      await this.#machine.run(plan);
      return new Map([...plan.outputs].map(([name, place]) => [name, heap.read(place)]));
    });
  }

  read(names?: readonly string[]): Promise<Arrays> {
    return inTurn(() => {
      this.#expectOpen();
      const wanted = names ?? [...this.#variables.keys()];
      return new Map(wanted.map((name) => [name, this.#machine.heap.read(this.#place(name))]));
    });
  }

  write(values: ReadonlyMap<string, NdArray>): void {
    this.#expectOpen();
    for (const [name, array] of values) this.#machine.heap.write(this.#place(name), array);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    void inTurn(() => {
      this.#plans.dispose();
      this.#machine.heap.give(this.#at);
      giveMachine();
    });
  }

  #place(name: string): Placed {
    const place = this.#variables.get(name);
    if (place) return place;
    throw new AppError('network.shape', {
      layer: 'variables',
      dimension: name,
      expected: [...this.#variables.keys()].join(', '),
      received: name,
    });
  }

  #expectOpen(): void {
    if (this.#disposed) throw new Error('The session is disposed.');
  }
}

function given(inputs: ReadonlyMap<string, NdArray>, name: string): NdArray {
  const array = inputs.get(name);
  if (array) return array;
  throw new AppError('network.shape', {
    layer: `input ${name}`,
    dimension: 'shape',
    expected: 'an array',
    received: 'nothing',
  });
}

/**
 * @throws AppError `engine.unavailable`, or `engine.memory` where the variables alone do not fit
 */
export const openSession = (module: Module): Promise<Session> =>
  inTurn(async () => {
    const machine = await takeMachine();
    try {
      return new WasmSession(machine, module);
    } catch (error) {
      giveMachine();
      throw error;
    }
  });

import type { NdArray } from '@millwright/tensors';
import { programOrder } from '../../../graph/order.ts';
import type { Module, Node, Value } from '../../../graph/value.ts';
import type { Placed } from '../kernel.ts';
import type { Heap } from '../memory/heap.ts';
import { aligned } from './shared-places.ts';
import { layOut } from './layout.ts';
import { boundLengths, isInput, type Lengths } from './lengths.ts';
import { place, type PlacedProgram } from './place.ts';
import { StepList } from './steps.ts';
import type { Store } from './tensors.ts';

/** A program ready to run. */
export interface Plan extends PlacedProgram {
  readonly id: number;
  /** Address of its constants. */
  readonly constants: number;
}

/** What plans are made for. */
export interface Ground {
  readonly heap: Heap;
  readonly threads: number;
  forget(plan: number): void;
}

/** Lengths come and go: the last, smaller batch of an epoch, another number of questions. */
const kept = 8;

let lastId = 0;

/** The plans of a session, the latest used ones. They share one stretch of memory, as only one of them runs at a time. */
export class Plans {
  readonly #ground: Ground;
  readonly #module: Module;
  readonly #variables: ReadonlyMap<string, Placed>;
  /** Of all programs. */
  readonly #inputs: readonly Node<'input'>[];
  readonly #plans = new Map<string, Plan>();
  #stretch = { at: 0, bytes: 0 };

  constructor(ground: Ground, module: Module, variables: ReadonlyMap<string, Placed>) {
    this.#ground = ground;
    this.#module = module;
    this.#variables = variables;
    this.#inputs = Object.values(module.programs).flatMap((each) => programOrder(each).filter(isInput));
  }

  /**
   * @throws AppError `network.shape` where the inputs do not fit the program, `engine.memory` where the program does not fit the memory
   */
  of(program: string, inputs: ReadonlyMap<string, NdArray>, wanted?: readonly string[]): Plan {
    const lengths = boundLengths(this.#inputs, inputs);
    const key = JSON.stringify([program, wanted ?? null, [...lengths]]);
    const plan = this.#plans.get(key) ?? this.#make(program, lengths, wanted);
    this.#plans.delete(key);
    this.#plans.set(key, plan);
    for (const [oldest] of [...this.#plans].slice(0, -kept)) this.#drop(oldest);
    return plan;
  }

  dispose(): void {
    for (const key of [...this.#plans.keys()]) this.#drop(key);
    if (this.#stretch.bytes > 0) this.#ground.heap.give(this.#stretch.at);
    this.#stretch = { at: 0, bytes: 0 };
  }

  #make(name: string, lengths: Lengths, wanted?: readonly string[]): Plan {
    const { threads } = this.#ground;
    const { outputs, effects } = this.#module.programs[name];
    const picked: Record<string, Value> = wanted
      ? Object.fromEntries(wanted.map((output) => [output, outputs[output]]))
      : { ...outputs };
    const steps = new StepList(programOrder({ outputs: picked, effects }), picked, lengths);
    const layout = layOut(steps, threads);
    this.#widen(layout.bytes);
    const { at, constants } = this.#placeConstants(layout.constants);
    const places = { passing: this.#stretch.at, variables: this.#variables, constants, threads };
    lastId += 1;
    return { id: lastId, constants: at, ...place(steps, layout, places) };
  }

  /** A longer stretch lies elsewhere, so that plans made for the shorter one are of no more use. */
  #widen(bytes: number): void {
    if (bytes <= this.#stretch.bytes) return;
    this.dispose();
    this.#stretch = { at: this.#ground.heap.take(bytes), bytes };
  }

  #placeConstants(stores: readonly Store[]): { at: number; constants: Map<Store, number> } {
    const { heap } = this.#ground;
    const bytes = stores.map(({ size }) => aligned(Math.max(1, size) * 4));
    const at = heap.take(bytes.reduce((sum, own) => sum + own, 64));
    const constants = new Map<Store, number>();
    let end = at;
    stores.forEach((store, index) => {
      const { shape, dtype } = store.array as NdArray<'float32' | 'int32'>;
      heap.write({ at: end, shape, dtype }, store.array as NdArray);
      constants.set(store, end);
      end += bytes[index];
    });
    return { at, constants };
  }

  #drop(key: string): void {
    const plan = this.#plans.get(key) as Plan;
    this.#plans.delete(key);
    this.#ground.heap.give(plan.constants);
    this.#ground.forget(plan.id);
  }
}

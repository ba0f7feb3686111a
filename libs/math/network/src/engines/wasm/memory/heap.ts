import { totalmem } from 'node:os';
import type { NdArray } from '@millwright/tensors';
import { sizeOf } from '@millwright/tensors';
import { shortOfMemory } from '../../short-of-memory.ts';
import type { Placed } from '../kernel.ts';
import { webAssembly } from '../web-assembly.ts';
import { Blocks } from './blocks.ts';

const page = 65536;
/** All that a 32-bit address reaches: 4 GiB. */
const reachable = 65536 * page;

/** What this process may use at most [bytes]: 4 GiB, or all memory of the machine or container where that is less. */
function limit(): number {
  const constrained = process.constrainedMemory();
  return Math.min(reachable, totalmem(), constrained > 0 ? constrained : reachable);
}

/** The memory that all threads share, given away in blocks. It grows as needed and is let go as a whole. */
export class Heap {
  readonly memory = new (webAssembly().Memory)({ initial: 1, maximum: reachable / page, shared: true });
  readonly #blocks: Blocks;
  readonly #limit = limit();

  /** @param start - bytes in front that are not given away */
  constructor(start: number) {
    this.#blocks = new Blocks(start);
    this.#grow(start, start);
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * @returns an address, a multiple of 64
   * @throws AppError `engine.memory` before anything is taken
   */
  take(bytes: number): number {
    this.#grow(this.#blocks.endWith(bytes), bytes);
    return this.#blocks.take(bytes);
  }

  give(at: number): void {
    this.#blocks.give(at);
  }

  write({ at, dtype, shape }: Placed, array: NdArray): void {
    const { buffer } = this.memory;
    const size = sizeOf(shape);
    const view = dtype === 'int32' ? new Int32Array(buffer, at, size) : new Float32Array(buffer, at, size);
    view.set(array.data);
  }

  /** A copy. */
  read({ at, shape }: Placed): NdArray<'float32'> {
    const data = new Float32Array(this.memory.buffer, at, sizeOf(shape)).slice();
    return { dtype: 'float32', shape: [...shape], data };
  }

  clear(at: number, bytes: number): void {
    new Uint8Array(this.memory.buffer, at, bytes).fill(0);
  }

  #grow(end: number, needed: number): void {
    const lacking = Math.ceil((end - this.bytes) / page);
    if (lacking <= 0) return;
    try {
      if (end > this.#limit) throw new RangeError('more than there is');
      this.memory.grow(lacking);
    } catch (cause) {
      throw shortOfMemory('wasm', { needed, available: this.#limit - (end - needed) }, cause);
    }
  }
}

import { aligned } from '../plan/shared-places.ts';

interface Block {
  readonly at: number;
  readonly bytes: number;
}

/** Stretches of one memory, each as low as it fits when it is taken. */
export class Blocks {
  /** Taken ones, by place. */
  #taken: Block[] = [];
  readonly #start: number;

  /** @param start - what lies before is not given away; a multiple of 64 */
  constructor(start: number) {
    this.#start = start;
  }

  /** Where so many bytes would begin. */
  #lowest(bytes: number): number {
    let at = this.#start;
    for (const block of this.#taken) {
      if (at + bytes <= block.at) return at;
      at = block.at + block.bytes;
    }
    return at;
  }

  /** The end that the memory must have for `take` to give so many bytes. */
  endWith(bytes: number): number {
    return this.#lowest(aligned(bytes)) + aligned(bytes);
  }

  take(bytes: number): number {
    const block = { at: this.#lowest(aligned(bytes)), bytes: aligned(bytes) };
    this.#taken.push(block);
    this.#taken.sort((a, b) => a.at - b.at);
    return block.at;
  }

  give(at: number): void {
    this.#taken = this.#taken.filter((block) => block.at !== at);
  }
}

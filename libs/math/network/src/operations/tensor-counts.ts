import type { Tensor } from '@tensorflow/tfjs-core';

/** Who still needs a tensor: it is freed with its last holder. */
export class TensorCounts {
  private readonly counts = new Map<number, { tensor: Tensor; holders: number }>();

  hold(tensor: Tensor, holders = 1): void {
    const entry = this.counts.get(tensor.id);
    if (entry) entry.holders += holders;
    else this.counts.set(tensor.id, { tensor, holders });
  }

  release(tensor: Tensor): void {
    const entry = this.counts.get(tensor.id);
    if (!entry || --entry.holders > 0) return;
    this.counts.delete(tensor.id);
    tensor.dispose();
  }

  /** Frees what is left, whoever holds it. */
  clear(): void {
    for (const { tensor } of this.counts.values()) tensor.dispose();
    this.counts.clear();
  }
}

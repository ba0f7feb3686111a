import { memoryScratch } from './memory-scratch.ts';
import type { Run } from './model.ts';

/**
 * A run for programs that fit a model by themselves: seed 1, never aborted, scratches in memory, no checkpoints kept,
 * and nothing is told to anybody. Whoever wants to hear of the fit gives those parts.
 *
 * @example plainRun({ seed: 7, metric: (name, epoch, value) => console.log(epoch, name, value) })
 */
export function plainRun(parts: Partial<Run> = {}): Run {
  return {
    seed: 1,
    signal: new AbortController().signal,
    progress: () => undefined,
    metric: () => undefined,
    log: () => undefined,
    scratch: () => memoryScratch(),
    resume: null,
    checkpoint: () => Promise.resolve(),
    ...parts,
  };
}

import type { FitProgress, Checkpoint, Run, Scratch } from '../model.ts';
import { memoryScratch } from '../memory-scratch.ts';
import { plainRun } from '../plain-run.ts';

/** A run that remembers what it was told. */
export interface RecordedRun extends Run {
  readonly told: {
    readonly progress: FitProgress[];
    readonly metrics: { name: string; step: number; value: number }[];
    readonly events: { event: string; data: Readonly<Record<string, string | number | boolean>> }[];
    readonly checkpoints: Checkpoint[];
    /** Scratches that were opened and not closed. */
    openScratches: number;
  };
}

function countedScratch(told: RecordedRun['told']): Scratch {
  const scratch = memoryScratch();
  let open = true;
  told.openScratches++;
  return {
    append: (bytes) => scratch.append(bytes),
    read: (offset, into) => scratch.read(offset, into),
    close() {
      if (open) told.openScratches--;
      open = false;
      scratch.close();
    },
  };
}

/** A run with full defaults: seed 1, never aborted, nothing to resume, scratches in memory. */
export function aRun(overrides: Partial<Run> = {}): RecordedRun {
  const told: RecordedRun['told'] = {
    progress: [],
    metrics: [],
    events: [],
    checkpoints: [],
    openScratches: 0,
  };
  return {
    ...plainRun(),
    progress: (progress) => void told.progress.push(progress),
    metric: (name, step, value) => void told.metrics.push({ name, step, value }),
    log: (event, data = {}) => void told.events.push({ event, data }),
    scratch: () => countedScratch(told),
    checkpoint: (checkpoint) => Promise.resolve(void told.checkpoints.push(checkpoint)),
    ...overrides,
    told,
  };
}

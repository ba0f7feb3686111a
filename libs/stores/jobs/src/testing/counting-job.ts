import { defineJob, type PlatformEvent } from '@millwright/contracts';
import { z } from 'zod';

/** What the worker under test does: counts to `steps` and keeps a checkpoint, like a training of that many batches. */
export const countUp = defineJob({
  name: 'test.count',
  queue: 'training',
  attempts: 2,
  payload: z.object({
    run: z.uuid(),
    steps: z.int(),
    stepMs: z.number(),
    /** File that holds the number of steps done. */
    checkpoint: z.string(),
    /** How often the first attempts fail with an error that may pass, or with one that will not. */
    passing: z.int().default(0),
    lasting: z.boolean().default(false),
    /** The worker process kills itself at this step, at every attempt. */
    deadAt: z.int().optional(),
  }),
});

/** What a training reports after a batch. */
export const stepEvent = (run: string, step: number, steps: number): PlatformEvent => ({
  type: 'run',
  run,
  state: 'running',
  stage: 'training',
  progress: (100 * step) / steps,
  remainingSeconds: null,
  points: [{ name: 'loss', step, value: 1 / step, at: '2026-01-01T00:00:00.000Z' }],
  log: [{ seq: step, at: '2026-01-01T00:00:00.000Z', level: 'info', event: 'step.done', data: { step } }],
});

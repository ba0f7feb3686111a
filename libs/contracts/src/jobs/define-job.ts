import { z } from 'zod';

/** Jobs of one queue wait for each other; a long training does not hold up an import. */
export const jobQueues = ['data', 'training'] as const;
export type JobQueueName = (typeof jobQueues)[number];

export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly queue: JobQueueName;
  readonly payload: Payload;
  /** How often it may be taken up again after its worker died. */
  readonly attempts: number;
}

export function defineJob<P extends z.ZodType>(definition: {
  name: string;
  queue: JobQueueName;
  payload: P;
  attempts?: number;
}): JobDefinition<P> {
  return { attempts: 5, ...definition };
}

import { z } from 'zod';
import { runStates } from '../runs/run.ts';

export const jobSchema = z
  .object({
    id: z.string().meta({ examples: ['inspect-flanges-1'] }),
    name: z.string().meta({ examples: ['dataset.inspect'] }),
    state: z.enum(runStates),
    progress: z.number(),
    payload: z.record(z.string(), z.unknown()),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof jobSchema>;

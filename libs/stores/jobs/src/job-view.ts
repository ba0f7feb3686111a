import { platformEventSchema, type JobView, type PlatformEvent, type RunState } from '@millwright/contracts';
import type { Job } from 'bullmq';
import type { JobData } from './queues.ts';

/** Reason under which a cancelled job is kept: BullMQ itself knows only that it failed. */
export const cancelledReason = 'canceled';

export function stateOf(kept: string, failedReason?: string): RunState {
  switch (kept) {
    case 'active':
      return 'running';
    case 'completed':
      return 'completed';
    case 'failed':
      return failedReason === cancelledReason ? 'canceled' : 'failed';
    default:
      return 'pending'; // waiting, delayed before a retry, prioritized
  }
}

/** What a handler reported, read back from where jobs keep their progress. */
export function eventOf(progress: unknown): PlatformEvent | null {
  const parsed = platformEventSchema.safeParse(progress);
  return parsed.success ? parsed.data : null;
}

export function toJobView(job: Job<JobData, void>, state: RunState): JobView {
  const event = eventOf(job.progress);
  const progress = event !== null && 'progress' in event ? event.progress : 0;
  return {
    id: job.id ?? '',
    name: job.name,
    state,
    progress: state === 'completed' ? 100 : progress,
    payload: job.data.payload,
    createdAt: new Date(job.timestamp).toISOString(),
  };
}

import type { Jobs, JobsPlace } from './jobs.ts';

export function openJobs(place: JobsPlace): Promise<Jobs> {
  return Promise.reject(new Error(`in work: ${place.databaseUrl}`));
}

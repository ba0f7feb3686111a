import { Inject, Injectable } from '@nestjs/common';
import type { JobView } from '@millwright/contracts';
import type { Jobs } from '@millwright/jobs';
import { JOBS } from '../platform/tokens.ts';

@Injectable()
export class JobsService {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  list(): Promise<JobView[]> {
    return this.jobs.list();
  }
}

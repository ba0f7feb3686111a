import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { jobSchema, type JobView } from '@millwright/contracts';
import { Answers } from '../platform/documented.ts';
import { v1 } from '../platform/params.ts';
import { JobsService } from './jobs.service.ts';

@ApiTags('jobs')
@Controller(v1('jobs'))
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @Answers('Background work that waits or runs, and the newest that is over', jobSchema.array())
  listJobs(): Promise<JobView[]> {
    return this.jobs.list();
  }
}

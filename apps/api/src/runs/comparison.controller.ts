import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  compareRunsSchema,
  runComparisonSchema,
  type CompareRuns,
  type RunComparison,
} from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { Answers, Fails } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { v1 } from '../platform/params.ts';
import { REGISTRY } from '../platform/tokens.ts';

/** A POST, because the ids of 500 runs do not fit into an address. */
@ApiTags('runs')
@Controller(v1('runs\\:compare'))
export class ComparisonController {
  constructor(@Inject(REGISTRY) private readonly registry: Registry) {}

  @Post()
  @DoneOnce()
  @HttpCode(200)
  @Answers('Runs side by side: params, figures beside a baseline, curves', runComparisonSchema)
  @Fails('run.not-found', 'run.filter')
  compareRuns(@Body({ schema: compareRunsSchema }) request: CompareRuns): Promise<RunComparison> {
    return this.registry.runs.compare(request);
  }
}

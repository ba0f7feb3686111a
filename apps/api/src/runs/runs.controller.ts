import { Body, Controller, Get, HttpCode, Post, Query, Res, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  pageOf,
  runDetailSchema,
  runQuerySchema,
  runSchema,
  startRunSchema,
  type Page,
  type RunDetail,
  type RunQuery,
  type RunView,
  type StartRun,
} from '@millwright/contracts';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails, SendsEvents } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { Id, v1 } from '../platform/params.ts';
import { RunsService } from './runs.service.ts';

@ApiTags('runs')
@Controller(v1('runs'))
export class RunsController {
  constructor(private readonly runs: RunsService) {}

  @Get()
  @Answers('Runs, newest first', pageOf(runSchema))
  @Fails('run.filter')
  listRuns(
    @Query({ schema: runQuerySchema }) query: RunQuery,
    @AsCaller() caller: Caller,
  ): Promise<Page<RunView>> {
    return this.runs.list(query, caller);
  }

  @Post()
  @DoneOnce()
  @HttpCode(202)
  @Answers('Starts a training in the background', runSchema, 202)
  @Fails(
    'model.unknown-definition',
    'settings.invalid',
    'dataset.not-found',
    'dataset.not-ready',
    'dataset.part-empty',
    'dataset.single-class',
  )
  async startRun(
    @Body({ schema: startRunSchema }) request: StartRun,
    @AsCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunView> {
    const run = await this.runs.start(request, caller);
    response.location(`/${v1('runs')}/${run.id}`);
    return run;
  }

  @Get(':id')
  @Answers('One run with its curves and its log', runDetailSchema)
  @Fails('run.not-found')
  getRun(@Id() id: string, @AsCaller() caller: Caller): Promise<RunDetail> {
    return this.runs.get(id, caller);
  }

  @Post(':id\\:cancel')
  @DoneOnce()
  @HttpCode(202)
  @Answers('Stops a run within one batch', runSchema, 202)
  @Fails('run.not-found', 'run.finished')
  cancelRun(@Id() id: string, @AsCaller() caller: Caller): Promise<RunView> {
    return this.runs.cancel(id, caller);
  }

  @SendsEvents('One run as server-sent events: all of it first, then what happens; ends with the run')
  @Sse(':id/events')
  @Fails('run.not-found')
  watchRun(@Id() id: string): Promise<Observable<MessageEvent>> {
    return this.runs.events(id);
  }
}

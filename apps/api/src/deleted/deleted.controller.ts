import { Controller, Delete, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  deletedPageSchema,
  deletedSchema,
  pageQuerySchema,
  purgedSchema,
  restoredSchema,
  type Deleted,
  type DeletedPage,
  type PageQuery,
  type Purged,
  type Restored,
} from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { Edits, edits } from '../platform/if-match.interceptor.ts';
import { Id, Name, v1, Version } from '../platform/params.ts';
import { LIFECYCLE } from '../platform/tokens.ts';

/** What was deleted and waits: it can be brought back until it has waited long enough. */
@ApiTags('deleted')
@Controller()
export class DeletedController {
  constructor(@Inject(LIFECYCLE) private readonly lifecycle: Lifecycle) {}

  @Get(v1('deleted'))
  @Answers('What was deleted and waits, last deleted first', deletedPageSchema)
  listDeleted(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<DeletedPage> {
    return this.lifecycle.listDeleted(query);
  }

  @Post(v1('deleted\\:purge'))
  @DoneOnce()
  @HttpCode(200)
  @Answers('Really deletes all that waits, now, and frees its bytes', purgedSchema)
  async purgeDeleted(@AsCaller() { by }: Caller): Promise<Purged> {
    return { freedBytes: await this.lifecycle.purgeDeleted({ now: true, by }) };
  }

  @Delete(v1('runs/:id'))
  @Edits(edits.run)
  @Answers('Deletes a run that is over; a model that it gave stays', deletedSchema)
  @Fails('run.not-found', 'run.active')
  deleteRun(@Id() id: string, @AsCaller() { by }: Caller): Promise<Deleted> {
    return this.lifecycle.deleteRun(id, by);
  }

  @Post(v1('runs/:id\\:restore'))
  @DoneOnce()
  @HttpCode(200)
  @Answers('Brings a deleted run back', restoredSchema)
  @Fails('deleted.not-found')
  restoreRun(@Id() run: string, @AsCaller() { by }: Caller): Promise<Restored> {
    return this.lifecycle.restore({ run }, by);
  }

  @Post(v1('models/:name\\:restore'))
  @DoneOnce()
  @HttpCode(200)
  @Answers('Brings all deleted versions of a model back', restoredSchema)
  @Fails('deleted.not-found')
  restoreModel(@Name() model: string, @AsCaller() { by }: Caller): Promise<Restored> {
    return this.lifecycle.restore({ model }, by);
  }

  @Post(v1('models/:name/versions/:version\\:restore'))
  @DoneOnce()
  @HttpCode(200)
  @Answers('Brings a deleted model version back', restoredSchema)
  @Fails('deleted.not-found')
  restoreModelVersion(
    @Name() model: string,
    @Version() version: number,
    @AsCaller() { by }: Caller,
  ): Promise<Restored> {
    return this.lifecycle.restore({ model, version }, by);
  }

  @Post(v1('datasets/:name\\:restore'))
  @DoneOnce()
  @HttpCode(200)
  @Answers('Brings all deleted versions of a dataset back', restoredSchema)
  @Fails('deleted.not-found')
  restoreDataset(@Name() dataset: string, @AsCaller() { by }: Caller): Promise<Restored> {
    return this.lifecycle.restore({ dataset }, by);
  }

  @Post(v1('datasets/:name/versions/:version\\:restore'))
  @DoneOnce()
  @HttpCode(200)
  @Answers('Brings a deleted dataset version back', restoredSchema)
  @Fails('deleted.not-found')
  restoreDatasetVersion(
    @Name() dataset: string,
    @Version() version: number,
    @AsCaller() { by }: Caller,
  ): Promise<Restored> {
    return this.lifecycle.restore({ dataset, version }, by);
  }
}

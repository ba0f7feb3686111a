import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  aliasMoveSchema,
  modelVersionSchema,
  returnAliasSchema,
  reviewSchema,
  standingAliasSchema,
  type Alias,
  type AliasMove,
  type ModelVersionView,
  type ReturnAlias,
  type Review,
  type StandingAlias,
} from '@millwright/contracts';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { Edits, edits } from '../platform/if-match.interceptor.ts';
import { Name, ToAlias, v1, Version } from '../platform/params.ts';
import { ReviewsService } from './reviews.service.ts';

/** Who may serve: versions are approved or rejected, an alias goes back to where it was. */
@ApiTags('models')
@Controller(v1('models'))
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Post(':name/versions/:version\\:approve')
  @Edits(edits.version)
  @DoneOnce()
  @HttpCode(200)
  @Answers('Approves a version, so that it may become champion', modelVersionSchema)
  @Fails('model.not-found', 'model.not-trained')
  approveModelVersion(
    @Name() name: string,
    @Version() version: number,
    @Body({ schema: reviewSchema }) review: Review,
    @AsCaller() caller: Caller,
  ): Promise<ModelVersionView> {
    return this.reviews.review(name, version, { ...review, status: 'approved' }, caller);
  }

  @Post(':name/versions/:version\\:reject')
  @Edits(edits.version)
  @DoneOnce()
  @HttpCode(200)
  @Answers('Rejects a version, so that it cannot become champion', modelVersionSchema)
  @Fails('model.not-found', 'model.not-trained', 'model.in-use')
  rejectModelVersion(
    @Name() name: string,
    @Version() version: number,
    @Body({ schema: reviewSchema }) review: Review,
    @AsCaller() caller: Caller,
  ): Promise<ModelVersionView> {
    return this.reviews.review(name, version, { ...review, status: 'rejected' }, caller);
  }

  @Get(':name/aliases/:alias')
  @Answers('The version that an alias points to', standingAliasSchema)
  @Fails('model.not-found')
  getAlias(@Name() name: string, @ToAlias() alias: Alias): Promise<StandingAlias> {
    return this.reviews.alias(name, alias);
  }

  @Post(':name/aliases/:alias\\:return')
  @Edits(edits.alias)
  @DoneOnce()
  @HttpCode(200)
  @Answers('Gives an alias back to the version that had it before its last move', aliasMoveSchema)
  @Fails('model.not-found', 'model.not-trained', 'model.not-approved', 'alias.no-return')
  returnAlias(
    @Name() name: string,
    @ToAlias() alias: Alias,
    @Body({ schema: returnAliasSchema }) request: ReturnAlias,
    @AsCaller() caller: Caller,
  ): Promise<AliasMove> {
    return this.reviews.returnAlias(name, alias, request, caller);
  }
}

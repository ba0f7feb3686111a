import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  answerQuerySchema,
  answerSchema,
  outcomeSchema,
  pageOf,
  predictionResultSchema,
  predictSchema,
  type AnswerQuery,
  type AnswerView,
  type OutcomeRequest,
  type Page,
  type PredictionResult,
} from '@millwright/contracts';
import type { Request } from 'express';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, AsksForm, Fails } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { Id, v1 } from '../platform/params.ts';
import { AnswersService } from './answers.service.ts';
import { PredictionsService } from './predictions.service.ts';

@ApiTags('answers')
@Controller(v1(''))
export class AnswersController {
  constructor(
    private readonly answers: AnswersService,
    private readonly predictions: PredictionsService,
  ) {}

  @Post('predictions')
  @DoneOnce()
  @HttpCode(200)
  @AsksForm(predictSchema)
  @Answers('What a model says to photographs; each is answered or refused on its own', predictionResultSchema)
  @Fails(
    'model.not-found',
    'model.not-trained',
    'model.incomplete',
    'answer.no-input',
    'artifact.not-found',
    'artifact.damaged',
    'engine.unavailable',
  )
  predict(@Req() request: Request, @AsCaller() caller: Caller): Promise<PredictionResult> {
    return this.predictions.answer(request, caller);
  }

  @Get('answers')
  @Answers('Answers, newest first', pageOf(answerSchema))
  @Fails('model.not-found')
  listAnswers(@Query({ schema: answerQuerySchema }) query: AnswerQuery): Promise<Page<AnswerView>> {
    return this.answers.list(query);
  }

  @Get('answers/:id')
  @Answers('One answer', answerSchema)
  @Fails('answer.not-found')
  getAnswer(@Id() id: string): Promise<AnswerView> {
    return this.answers.get(id);
  }

  @Post('answers/:id/outcome')
  @DoneOnce()
  @HttpCode(200)
  @Answers('Records what a part turned out to be', answerSchema)
  @Fails('answer.not-found', 'answer.unknown-label')
  recordOutcome(
    @Id() id: string,
    @Body({ schema: outcomeSchema }) { label }: OutcomeRequest,
    @AsCaller() caller: Caller,
  ): Promise<AnswerView> {
    return this.answers.recordOutcome(id, label, caller);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  aliasMoveSchema,
  caseQuerySchema,
  caseSchema,
  deletedSchema,
  evaluateSchema,
  evaluationSchema,
  heatMapSchema,
  modelSchema,
  modelVersionSchema,
  moveAliasSchema,
  pageOf,
  pageQuerySchema,
  type Alias,
  type AliasMove,
  type CaseQuery,
  type CaseView,
  type Deleted,
  type Evaluate,
  type EvaluationView,
  type HeatMap,
  type ModelVersionView,
  type ModelView,
  type MoveAlias,
  type Page,
  type PageQuery,
} from '@millwright/contracts';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { Edits, edits } from '../platform/if-match.interceptor.ts';
import { confirmSchema, Index, Name, ToAlias, v1, Version, type Confirm } from '../platform/params.ts';
import { ModelsService } from './models.service.ts';

@ApiTags('models')
@Controller(v1('models'))
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get()
  @Answers('Models, newest first', pageOf(modelSchema))
  listModels(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<ModelView>> {
    return this.models.list(query);
  }

  @Get(':name')
  @Answers('One model with its latest version and its aliases', modelSchema)
  @Fails('model.not-found')
  getModel(@Name() name: string): Promise<ModelView> {
    return this.models.get(name);
  }

  @Delete(':name')
  @Edits(edits.model)
  @Answers('Deletes a model: out of sight now, really once it has waited', deletedSchema)
  @Fails('model.not-found', 'model.in-use')
  deleteModel(
    @Name() name: string,
    @Query({ schema: confirmSchema }) { confirm }: Confirm,
    @AsCaller() caller: Caller,
  ): Promise<Deleted> {
    return this.models.delete(name, confirm, caller);
  }

  @Get(':name/aliases')
  @Answers('Every move of every alias, newest first', aliasMoveSchema.array())
  @Fails('model.not-found')
  listAliasMoves(@Name() name: string): Promise<AliasMove[]> {
    return this.models.history(name);
  }

  @Put(':name/aliases/:alias')
  @Edits(edits.alias)
  @Answers('Moves an alias to a version', aliasMoveSchema)
  @Fails('model.not-found', 'model.not-trained', 'model.not-approved')
  moveAlias(
    @Name() name: string,
    @ToAlias() alias: Alias,
    @Body({ schema: moveAliasSchema }) request: MoveAlias,
    @AsCaller() caller: Caller,
  ): Promise<AliasMove> {
    return this.models.moveAlias(name, alias, request, caller);
  }

  @Delete(':name/aliases/:alias')
  @Edits(edits.alias)
  @HttpCode(204)
  @Answers('Takes an alias away from whatever version has it', null, 204)
  @Fails('model.not-found')
  async clearAlias(@Name() name: string, @ToAlias() alias: Alias, @AsCaller() caller: Caller): Promise<void> {
    await this.models.clearAlias(name, alias, caller);
  }

  @Get(':name/versions')
  @Answers('Versions of a model, newest first', modelVersionSchema.array())
  @Fails('model.not-found')
  listModelVersions(@Name() name: string): Promise<ModelVersionView[]> {
    return this.models.versions(name);
  }

  @Get(':name/versions/:version')
  @Answers('One version with its figures and its lineage', modelVersionSchema)
  @Fails('model.not-found', 'model.not-trained')
  getModelVersion(@Name() name: string, @Version() version: number): Promise<ModelVersionView> {
    return this.models.version(name, version);
  }

  @Delete(':name/versions/:version')
  @Edits(edits.version)
  @Answers('Deletes one version: out of sight now, really once it has waited', deletedSchema)
  @Fails('model.not-found', 'model.not-trained', 'model.in-use')
  deleteModelVersion(
    @Name() name: string,
    @Version() version: number,
    @AsCaller() caller: Caller,
  ): Promise<Deleted> {
    return this.models.deleteVersion(name, version, caller);
  }

  @Get(':name/versions/:version/cases')
  @Answers('Held-out pictures and what the version said to each', pageOf(caseSchema))
  @Fails('model.not-found', 'model.not-trained')
  listCases(
    @Name() name: string,
    @Version() version: number,
    @Query({ schema: caseQuerySchema }) query: CaseQuery,
  ): Promise<Page<CaseView>> {
    return this.models.cases(name, version, query);
  }

  @Get(':name/versions/:version/cases/:index/explanation')
  @Answers('Where the version looked at a held-out picture', heatMapSchema)
  @Fails(
    'model.not-found',
    'model.not-trained',
    'dataset.no-item',
    'model.incomplete',
    'artifact.not-found',
    'artifact.damaged',
    'engine.unavailable',
  )
  explainCase(@Name() name: string, @Version() version: number, @Index() index: number): Promise<HeatMap> {
    return this.models.explainCase(name, version, index);
  }

  @Post(':name/versions/:version/evaluations')
  @DoneOnce()
  @HttpCode(200)
  @Answers('Holds a version against a part of a dataset version', evaluationSchema)
  @Fails(
    'model.not-found',
    'model.not-trained',
    'dataset.not-found',
    'dataset.not-ready',
    'dataset.part-empty',
    'model.incomplete',
    'artifact.not-found',
    'artifact.damaged',
    'engine.unavailable',
  )
  evaluateModelVersion(
    @Name() name: string,
    @Version() version: number,
    @Body({ schema: evaluateSchema }) request: Evaluate,
  ): Promise<EvaluationView> {
    return this.models.evaluate(name, version, request);
  }
}

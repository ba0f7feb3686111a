import { Body, Controller, Delete, Get, Inject, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { setTagSchema, tagsSchema, type SetTag, type Tags } from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, Fails } from '../platform/documented.ts';
import { Edits, edits } from '../platform/if-match.interceptor.ts';
import { Id, Name, TagKey, v1, Version } from '../platform/params.ts';
import { REGISTRY } from '../platform/tokens.ts';

/** Tags of runs, models and model versions; the registry writes each change into the audit trail. */
@ApiTags('tags')
@Controller()
export class TagsController {
  constructor(@Inject(REGISTRY) private readonly registry: Registry) {}

  @Get(v1('runs/:id/tags'))
  @Answers('Tags of a run', tagsSchema)
  @Fails('run.not-found')
  getRunTags(@Id() run: string): Promise<Tags> {
    return this.registry.tags.get({ run });
  }

  @Put(v1('runs/:id/tags/:key'))
  @Edits(edits.runTags)
  @Answers('Sets a tag of a run; gives all of them', tagsSchema)
  @Fails('run.not-found', 'tag.too-many', 'tag.reserved')
  setRunTag(
    @Id() run: string,
    @TagKey() key: string,
    @Body({ schema: setTagSchema }) { value }: SetTag,
    @AsCaller() { by }: Caller,
  ): Promise<Tags> {
    return this.registry.tags.set({ run }, { key, value }, by);
  }

  @Delete(v1('runs/:id/tags/:key'))
  @Edits(edits.runTags)
  @Answers('Deletes a tag of a run; gives those left', tagsSchema)
  @Fails('run.not-found', 'tag.not-found', 'tag.reserved')
  deleteRunTag(@Id() run: string, @TagKey() key: string, @AsCaller() { by }: Caller): Promise<Tags> {
    return this.registry.tags.delete({ run }, key, by);
  }

  @Get(v1('models/:name/tags'))
  @Answers('Tags of a model', tagsSchema)
  @Fails('model.not-found')
  getModelTags(@Name() model: string): Promise<Tags> {
    return this.registry.tags.get({ model });
  }

  @Put(v1('models/:name/tags/:key'))
  @Edits(edits.modelTags)
  @Answers('Sets a tag of a model; gives all of them', tagsSchema)
  @Fails('model.not-found', 'tag.too-many', 'tag.reserved')
  setModelTag(
    @Name() model: string,
    @TagKey() key: string,
    @Body({ schema: setTagSchema }) { value }: SetTag,
    @AsCaller() { by }: Caller,
  ): Promise<Tags> {
    return this.registry.tags.set({ model }, { key, value }, by);
  }

  @Delete(v1('models/:name/tags/:key'))
  @Edits(edits.modelTags)
  @Answers('Deletes a tag of a model; gives those left', tagsSchema)
  @Fails('model.not-found', 'tag.not-found', 'tag.reserved')
  deleteModelTag(@Name() model: string, @TagKey() key: string, @AsCaller() { by }: Caller): Promise<Tags> {
    return this.registry.tags.delete({ model }, key, by);
  }

  @Get(v1('models/:name/versions/:version/tags'))
  @Answers('Tags of a model version', tagsSchema)
  @Fails('model.not-found', 'model.not-trained')
  getModelVersionTags(@Name() model: string, @Version() version: number): Promise<Tags> {
    return this.registry.tags.get({ model, version });
  }

  @Put(v1('models/:name/versions/:version/tags/:key'))
  @Edits(edits.versionTags)
  @Answers('Sets a tag of a model version; gives all of them', tagsSchema)
  @Fails('model.not-found', 'model.not-trained', 'tag.too-many', 'tag.reserved')
  setModelVersionTag(
    @Name() model: string,
    @Version() version: number,
    @TagKey() key: string,
    @Body({ schema: setTagSchema }) { value }: SetTag,
    @AsCaller() { by }: Caller,
  ): Promise<Tags> {
    return this.registry.tags.set({ model, version }, { key, value }, by);
  }

  @Delete(v1('models/:name/versions/:version/tags/:key'))
  @Edits(edits.versionTags)
  @Answers('Deletes a tag of a model version; gives those left', tagsSchema)
  @Fails('model.not-found', 'model.not-trained', 'tag.not-found', 'tag.reserved')
  deleteModelVersionTag(
    @Name() model: string,
    @Version() version: number,
    @TagKey() key: string,
    @AsCaller() { by }: Caller,
  ): Promise<Tags> {
    return this.registry.tags.delete({ model, version }, key, by);
  }
}

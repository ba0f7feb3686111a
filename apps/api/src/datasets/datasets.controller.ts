import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  datasetItemSchema,
  datasetSchema,
  datasetVersionSchema,
  deletedSchema,
  deriveVersionSchema,
  findingSchema,
  importResultSchema,
  itemQuerySchema,
  pageOf,
  pageQuerySchema,
  type DatasetItem,
  type DatasetVersionView,
  type DatasetView,
  type Deleted,
  type DeriveVersion,
  type Finding,
  type ImportResult,
  type ItemQuery,
  type Page,
  type PageQuery,
} from '@millwright/contracts';
import type { Request } from 'express';
import { AsCaller, type Caller } from '../platform/caller.ts';
import { Answers, AsksForm, Fails } from '../platform/documented.ts';
import { DoneOnce } from '../platform/idempotency.interceptor.ts';
import { Edits, edits } from '../platform/if-match.interceptor.ts';
import { confirmSchema, Name, v1, Version, type Confirm } from '../platform/params.ts';
import { DatasetsService } from './datasets.service.ts';
import { uploadFormSchema, UploadsService } from './uploads.service.ts';

@ApiTags('datasets')
@Controller(v1('datasets'))
export class DatasetsController {
  constructor(
    private readonly datasets: DatasetsService,
    private readonly uploads: UploadsService,
  ) {}

  @Get()
  @Answers('Datasets, newest first', pageOf(datasetSchema))
  listDatasets(
    @Query({ schema: pageQuerySchema }) query: PageQuery,
    @AsCaller() caller: Caller,
  ): Promise<Page<DatasetView>> {
    return this.datasets.list(query, caller);
  }

  @Post()
  @DoneOnce()
  @HttpCode(202)
  @AsksForm(uploadFormSchema)
  @Answers(
    'Hands over files as a dataset, or as its next version; they are inspected in the background',
    importResultSchema,
    202,
  )
  @Fails('dataset.empty', 'dataset.duplicate', 'storage.full')
  importDataset(@Req() request: Request, @AsCaller() caller: Caller): Promise<ImportResult> {
    return this.uploads.receive(request, caller);
  }

  @Get(':name')
  @Answers('One dataset with its latest version', datasetSchema)
  @Fails('dataset.not-found')
  getDataset(@Name() name: string, @AsCaller() caller: Caller): Promise<DatasetView> {
    return this.datasets.get(name, caller);
  }

  @Delete(':name')
  @Edits(edits.dataset)
  @Answers('Deletes a dataset: out of sight now, really once it has waited', deletedSchema)
  @Fails('dataset.not-found', 'dataset.in-use', 'dataset.in-training')
  deleteDataset(
    @Name() name: string,
    @Query({ schema: confirmSchema }) { confirm }: Confirm,
    @AsCaller() caller: Caller,
  ): Promise<Deleted> {
    return this.datasets.delete(name, confirm, caller);
  }

  @Post(':name/versions')
  @DoneOnce()
  @HttpCode(202)
  @Answers('A new version without some pictures; the old one stays as it is', importResultSchema, 202)
  @Fails(
    'dataset.not-found',
    'dataset.no-item',
    'dataset.not-ready',
    'dataset.too-many-excluded',
    'dataset.nothing-excluded',
  )
  deriveDatasetVersion(
    @Name() name: string,
    @Body({ schema: deriveVersionSchema }) request: DeriveVersion,
    @AsCaller() caller: Caller,
  ): Promise<ImportResult> {
    return this.datasets.derive(name, request, caller);
  }

  @Get(':name/versions/:version')
  @Answers('One version with its profile and findings', datasetVersionSchema)
  @Fails('dataset.not-found')
  getDatasetVersion(
    @Name() name: string,
    @Version() version: number,
    @AsCaller() caller: Caller,
  ): Promise<DatasetVersionView> {
    return this.datasets.version(name, version, caller);
  }

  @Delete(':name/versions/:version')
  @Edits(edits.datasetVersion)
  @Answers('Deletes one version: out of sight now, really once it has waited', deletedSchema)
  @Fails('dataset.not-found', 'dataset.in-use', 'dataset.in-training')
  deleteDatasetVersion(
    @Name() name: string,
    @Version() version: number,
    @Query({ schema: confirmSchema }) { confirm }: Confirm,
    @AsCaller() caller: Caller,
  ): Promise<Deleted> {
    return this.datasets.deleteVersion(name, version, confirm, caller);
  }

  @Post(':name/versions/:version\\:cancel')
  @DoneOnce()
  @HttpCode(202)
  @Answers('Stops an inspection that waits or runs', datasetVersionSchema, 202)
  @Fails('dataset.not-found', 'dataset.immutable')
  cancelInspection(
    @Name() name: string,
    @Version() version: number,
    @AsCaller() caller: Caller,
  ): Promise<DatasetVersionView> {
    return this.datasets.cancel(name, version, caller);
  }

  @Get(':name/versions/:version/items')
  @Answers('Pictures of a version', pageOf(datasetItemSchema))
  @Fails('dataset.not-found')
  listDatasetItems(
    @Name() name: string,
    @Version() version: number,
    @Query({ schema: itemQuerySchema }) query: ItemQuery,
  ): Promise<Page<DatasetItem>> {
    return this.datasets.items(name, version, query);
  }

  @Get(':name/versions/:version/findings')
  @Answers('Findings of a version with the pictures of each', findingSchema.array())
  @Fails('dataset.not-found')
  listDatasetFindings(@Name() name: string, @Version() version: number): Promise<Finding[]> {
    return this.datasets.findings(name, version);
  }
}

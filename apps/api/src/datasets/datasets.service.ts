import { Inject, Injectable } from '@nestjs/common';
import type {
  DatasetItem,
  DatasetVersionView,
  DatasetView,
  Deleted,
  DeriveVersion,
  Finding,
  ImportResult,
  ItemQuery,
  Page,
  PageQuery,
} from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import type { Caller } from '../platform/caller.ts';
import { LIFECYCLE, REGISTRY } from '../platform/tokens.ts';

/** Reading goes to the registry, changing to the lifecycle. */
@Injectable()
export class DatasetsService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
  ) {}

  list(query: PageQuery, { locale }: Caller): Promise<Page<DatasetView>> {
    return this.registry.datasets.list(query, locale);
  }

  get(name: string, { locale }: Caller): Promise<DatasetView> {
    return this.registry.datasets.get(name, locale);
  }

  version(name: string, version: number, { locale }: Caller): Promise<DatasetVersionView> {
    return this.registry.datasets.version(name, version, locale);
  }

  items(name: string, version: number, query: ItemQuery): Promise<Page<DatasetItem>> {
    return this.registry.items.list(name, version, query);
  }

  findings(name: string, version: number): Promise<Finding[]> {
    return this.registry.datasets.findings(name, version);
  }

  derive(name: string, request: DeriveVersion, { by }: Caller): Promise<ImportResult> {
    return this.lifecycle.deriveVersion(name, request, by);
  }

  async cancel(name: string, version: number, { by, locale }: Caller): Promise<DatasetVersionView> {
    await this.lifecycle.cancelInspection(name, version, by);
    return this.registry.datasets.version(name, version, locale);
  }

  delete(name: string, confirmed: boolean, { by }: Caller): Promise<Deleted> {
    return this.lifecycle.deleteDataset(name, by, { confirmed });
  }

  deleteVersion(name: string, version: number, confirmed: boolean, { by }: Caller): Promise<Deleted> {
    return this.lifecycle.deleteDataset(name, by, { confirmed, version });
  }
}

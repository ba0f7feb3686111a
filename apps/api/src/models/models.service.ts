import { Inject, Injectable } from '@nestjs/common';
import type {
  Alias,
  AliasMove,
  CaseQuery,
  CaseView,
  Deleted,
  Evaluate,
  EvaluationView,
  HeatMap,
  ModelVersionView,
  ModelView,
  MoveAlias,
  Page,
  PageQuery,
} from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import { EventsService } from '../events/events.service.ts';
import type { Caller } from '../platform/caller.ts';
import { LIFECYCLE, REGISTRY } from '../platform/tokens.ts';

/** Reading goes to the registry, changing to the lifecycle; who moves an alias tells the pages that show it. */
@Injectable()
export class ModelsService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
    private readonly live: EventsService,
  ) {}

  list(query: PageQuery): Promise<Page<ModelView>> {
    return this.registry.models.list(query);
  }

  get(name: string): Promise<ModelView> {
    return this.registry.models.get(name);
  }

  versions(name: string): Promise<ModelVersionView[]> {
    return this.registry.models.versions(name);
  }

  version(name: string, version: number): Promise<ModelVersionView> {
    return this.registry.models.version(name, version);
  }

  cases(name: string, version: number, query: CaseQuery): Promise<Page<CaseView>> {
    return this.lifecycle.cases(name, version, query);
  }

  explainCase(name: string, version: number, index: number): Promise<HeatMap> {
    return this.lifecycle.explainCase(name, version, index);
  }

  evaluate(name: string, version: number, request: Evaluate): Promise<EvaluationView> {
    return this.lifecycle.evaluate(`${name}@${version}`, request);
  }

  history(name: string): Promise<AliasMove[]> {
    return this.lifecycle.aliasHistory(name);
  }

  async moveAlias(name: string, alias: Alias, request: MoveAlias, { by }: Caller): Promise<AliasMove> {
    const move = await this.lifecycle.moveAlias(name, alias, request, by);
    this.live.tell({ type: 'model', model: name, version: request.version });
    return move;
  }

  async clearAlias(name: string, alias: Alias, { by }: Caller): Promise<void> {
    const move = await this.lifecycle.clearAlias(name, alias, by);
    if (move?.from) this.live.tell({ type: 'model', model: name, version: move.from });
  }

  delete(name: string, confirmed: boolean, { by }: Caller): Promise<Deleted> {
    return this.lifecycle.deleteModel(name, by, { confirmed });
  }

  deleteVersion(name: string, version: number, { by }: Caller): Promise<Deleted> {
    return this.lifecycle.deleteModelVersion(name, version, by);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type {
  Alias,
  AliasMove,
  ModelVersionView,
  ReturnAlias,
  Review,
  StandingAlias,
} from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import { EventsService } from '../events/events.service.ts';
import type { Caller } from '../platform/caller.ts';
import { LIFECYCLE, REGISTRY } from '../platform/tokens.ts';

/** Approvals and returns; each tells the pages that show the model. */
@Injectable()
export class ReviewsService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
    private readonly live: EventsService,
  ) {}

  async review(
    name: string,
    version: number,
    review: Review & { status: 'approved' | 'rejected' },
    { by }: Caller,
  ): Promise<ModelVersionView> {
    const reviewed = await this.registry.models.review(name, version, { ...review, by });
    this.live.tell({ type: 'model', model: name, version });
    return reviewed;
  }

  /** @throws AppError `model.not-found` */
  alias(name: string, alias: Alias): Promise<StandingAlias> {
    return this.registry.models.standingAlias(name, alias);
  }

  async returnAlias(name: string, alias: Alias, request: ReturnAlias, { by }: Caller): Promise<AliasMove> {
    const move = await this.lifecycle.returnAlias(name, alias, request, by);
    if (move.to !== null) this.live.tell({ type: 'model', model: name, version: move.to });
    return move;
  }
}

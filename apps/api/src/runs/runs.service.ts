import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import type { Page, RunDetail, RunQuery, RunView, StartRun } from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import type { Observable } from 'rxjs';
import { EventsService } from '../events/events.service.ts';
import { asMessages } from '../events/live-stream.ts';
import type { Caller } from '../platform/caller.ts';
import { LIFECYCLE, REGISTRY } from '../platform/tokens.ts';

/** Reading goes to the registry, changing to the lifecycle. */
@Injectable()
export class RunsService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
    private readonly live: EventsService,
  ) {}

  list(query: RunQuery, { locale }: Caller): Promise<Page<RunView>> {
    return this.registry.runs.list(query, locale);
  }

  get(id: string, { locale }: Caller): Promise<RunDetail> {
    return this.registry.runs.detail(id, locale);
  }

  start(request: StartRun, { by }: Caller): Promise<RunView> {
    return this.lifecycle.startRun(request, by);
  }

  cancel(id: string, { by }: Caller): Promise<RunView> {
    return this.lifecycle.cancelRun(id, by);
  }

  async events(id: string): Promise<Observable<MessageEvent>> {
    return asMessages(await this.live.ofRun(id));
  }
}

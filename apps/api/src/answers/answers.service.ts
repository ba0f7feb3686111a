import { Inject, Injectable } from '@nestjs/common';
import type { AnswerQuery, AnswerView, Page } from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import type { Caller } from '../platform/caller.ts';
import { LIFECYCLE, REGISTRY } from '../platform/tokens.ts';

@Injectable()
export class AnswersService {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(LIFECYCLE) private readonly lifecycle: Lifecycle,
  ) {}

  list(query: AnswerQuery): Promise<Page<AnswerView>> {
    return this.registry.answers.list(query);
  }

  get(id: string): Promise<AnswerView> {
    return this.registry.answers.get(id);
  }

  recordOutcome(id: string, label: string, { by }: Caller): Promise<AnswerView> {
    return this.lifecycle.recordOutcome(id, label, by);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from '@millwright/registry';
import { REGISTRY } from '../platform/tokens.ts';

@Injectable()
export class HealthService {
  constructor(@Inject(REGISTRY) private readonly registry: Registry) {}

  /** @throws AppError `database.unavailable` */
  check(): Promise<void> {
    return this.registry.ping();
  }
}

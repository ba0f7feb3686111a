import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  auditEventSchema,
  auditQuerySchema,
  pageOf,
  type AuditEvent,
  type AuditQuery,
  type Page,
} from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { Answers } from '../platform/documented.ts';
import { v1 } from '../platform/params.ts';
import { REGISTRY } from '../platform/tokens.ts';

@ApiTags('audit')
@Controller(v1('audit'))
export class AuditController {
  constructor(@Inject(REGISTRY) private readonly registry: Registry) {}

  @Get()
  @Answers('What was changed, and who saw what concerns people; newest first', pageOf(auditEventSchema))
  listAuditEvents(@Query({ schema: auditQuerySchema }) query: AuditQuery): Promise<Page<AuditEvent>> {
    return this.registry.audit.list(query);
  }
}

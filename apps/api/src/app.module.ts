import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AnswersModule } from './answers/answers.module.ts';
import { AuditModule } from './audit/audit.module.ts';
import { DatasetsModule } from './datasets/datasets.module.ts';
import { DeletedModule } from './deleted/deleted.module.ts';
import { EventsModule } from './events/events.module.ts';
import { InferenceModule } from './inference/inference.module.ts';
import { JobsModule } from './jobs/jobs.module.ts';
import { KeysModule } from './keys/keys.module.ts';
import { ModelsModule } from './models/models.module.ts';
import { PermissionGuard } from './platform/permission.guard.ts';
import { PlatformModule, type Parts } from './platform/platform.module.ts';
import { RunsModule } from './runs/runs.module.ts';
import { SessionModule } from './session/session.module.ts';
import { SystemModule } from './system/system.module.ts';
import { UsersModule } from './users/users.module.ts';
import { WebhooksModule } from './webhooks/webhooks.module.ts';
import { TagsModule } from './tags/tags.module.ts';

@Module({})
export class AppModule {
  static over(parts: Parts): DynamicModule {
    return {
      module: AppModule,
      providers: [{ provide: APP_GUARD, useClass: PermissionGuard }],
      imports: [
        DiscoveryModule,
        PlatformModule.of(parts),
        AuditModule,
        DatasetsModule,
        RunsModule,
        ModelsModule,
        TagsModule,
        DeletedModule,
        AnswersModule,
        InferenceModule,
        JobsModule,
        EventsModule,
        KeysModule,
        SessionModule,
        SystemModule,
        UsersModule,
        WebhooksModule,
      ],
    };
  }
}

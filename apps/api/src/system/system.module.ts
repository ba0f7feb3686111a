import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';
import { HealthService } from './health.service.ts';
import { SystemController } from './system.controller.ts';
import { SystemService } from './system.service.ts';

@Module({ controllers: [HealthController, SystemController], providers: [HealthService, SystemService] })
export class SystemModule {}

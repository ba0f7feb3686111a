import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { RunsController } from './runs.controller.ts';
import { RunsService } from './runs.service.ts';

@Module({ imports: [EventsModule], controllers: [RunsController], providers: [RunsService] })
export class RunsModule {}

import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { ComparisonController } from './comparison.controller.ts';
import { RunsController } from './runs.controller.ts';
import { RunsService } from './runs.service.ts';

@Module({
  imports: [EventsModule],
  controllers: [RunsController, ComparisonController],
  providers: [RunsService],
})
export class RunsModule {}

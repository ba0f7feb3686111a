import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { DefinitionsController } from './definitions.controller.ts';
import { DefinitionsService } from './definitions.service.ts';
import { ModelFilesController } from './model-files.controller.ts';
import { ModelFilesService } from './model-files.service.ts';
import { ModelsController } from './models.controller.ts';
import { ModelsService } from './models.service.ts';
import { ReviewsController } from './reviews.controller.ts';
import { ReviewsService } from './reviews.service.ts';

@Module({
  imports: [EventsModule],
  controllers: [ModelsController, ReviewsController, ModelFilesController, DefinitionsController],
  providers: [ModelsService, ReviewsService, ModelFilesService, DefinitionsService],
})
export class ModelsModule {}

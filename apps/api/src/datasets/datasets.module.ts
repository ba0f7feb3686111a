import { Module } from '@nestjs/common';
import { DatasetsController } from './datasets.controller.ts';
import { DatasetsService } from './datasets.service.ts';
import { PicturesController } from './pictures.controller.ts';
import { PicturesService } from './pictures.service.ts';
import { UploadsService } from './uploads.service.ts';

@Module({
  controllers: [DatasetsController, PicturesController],
  providers: [DatasetsService, UploadsService, PicturesService],
})
export class DatasetsModule {}

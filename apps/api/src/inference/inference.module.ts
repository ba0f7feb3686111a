import { Module } from '@nestjs/common';
import { InferenceController } from './inference.controller.ts';
import { InferenceService } from './inference.service.ts';

@Module({ controllers: [InferenceController], providers: [InferenceService] })
export class InferenceModule {}

import { Module } from '@nestjs/common';
import { AnswersController } from './answers.controller.ts';
import { AnswersService } from './answers.service.ts';
import { PredictionsService } from './predictions.service.ts';

@Module({ controllers: [AnswersController], providers: [AnswersService, PredictionsService] })
export class AnswersModule {}

import { Module } from '@nestjs/common';
import { TagsController } from './tags.controller.ts';

@Module({ controllers: [TagsController] })
export class TagsModule {}

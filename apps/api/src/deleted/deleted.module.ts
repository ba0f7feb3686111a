import { Module } from '@nestjs/common';
import { DeletedController } from './deleted.controller.ts';

@Module({ controllers: [DeletedController] })
export class DeletedModule {}

import { Module } from '@nestjs/common';
import { AuditController, UsersController } from './users.controller.ts';
import { UsersService } from './users.service.ts';

@Module({ controllers: [UsersController, AuditController], providers: [UsersService] })
export class UsersModule {}

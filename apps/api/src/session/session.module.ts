import { Module } from '@nestjs/common';
import { SessionController, SessionsController } from './session.controller.ts';
import { SessionService } from './session.service.ts';

@Module({ controllers: [SessionController, SessionsController], providers: [SessionService] })
export class SessionModule {}

import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { sessionSchema, signInSchema, type SessionView, type SignIn } from '@millwright/contracts';
import type { Request, Response } from 'express';
import { Answers, Fails } from '../platform/documented.ts';
import { v1 } from '../platform/params.ts';
import { SessionService } from './session.service.ts';

@ApiTags('session')
@Controller(v1('session'))
export class SessionController {
  constructor(private readonly session: SessionService) {}

  @Get()
  @Answers('Whether a key is asked for, and whether this caller may go on', sessionSchema)
  getSession(@Req() request: Request): SessionView {
    return this.session.of(request);
  }

  @Post()
  @HttpCode(200)
  @Answers('Hands over the access key and gets a cookie', sessionSchema)
  @Fails('access.attempts')
  signIn(
    @Req() request: Request,
    @Body({ schema: signInSchema }) { key }: SignIn,
    @Res({ passthrough: true }) response: Response,
  ): SessionView {
    response.setHeader('set-cookie', this.session.signIn(request, key));
    return this.session.signedIn();
  }

  @Delete()
  @HttpCode(204)
  @Answers('Ends the session', null, 204)
  signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    response.setHeader('set-cookie', this.session.signOut(request));
  }
}

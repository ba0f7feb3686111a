import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  changePasswordSchema,
  providerStartSchema,
  redeemLinkSchema,
  sessionSchema,
  signInSchema,
  startProviderSchema,
  userSessionsSchema,
  type ChangePassword,
  type ProviderStart,
  type RedeemLink,
  type SessionView,
  type SignIn,
  type StartProvider,
  type UserSessions,
} from '@millwright/contracts';
import type { Request, Response } from 'express';
import { Answers, Fails } from '../platform/documented.ts';
import { Id, v1 } from '../platform/params.ts';
import { SessionService } from './session.service.ts';

@ApiTags('session')
@Controller(v1('session'))
export class SessionController {
  constructor(private readonly session: SessionService) {}

  @Get()
  @Answers('Who this caller is, what they may do, and how somebody signs in here', sessionSchema)
  getSession(@Req() request: Request): Promise<SessionView> {
    return this.session.of(request);
  }

  @Post()
  @HttpCode(204)
  @Answers('Signs in with a password or the access key and gets a cookie', null, 204)
  @Fails('session.credentials', 'access.attempts')
  async signIn(
    @Req() request: Request,
    @Body({ schema: signInSchema }) wish: SignIn,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.setHeader('set-cookie', await this.session.signIn(request, wish));
  }

  @Delete()
  @HttpCode(204)
  @Answers('Signs out: the session is over', null, 204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    response.setHeader('set-cookie', await this.session.signOut(request));
  }

  @Post('link')
  @HttpCode(204)
  @Answers('Chooses a password with a link that counts once, and signs in', null, 204)
  @Fails('session.link', 'access.attempts', 'user.taken')
  async redeemLink(
    @Req() request: Request,
    @Body({ schema: redeemLinkSchema }) wish: RedeemLink,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.setHeader('set-cookie', await this.session.redeem(request, wish));
  }

  @Post('provider')
  @HttpCode(200)
  @Answers(
    'Begins a sign-in at the provider of the plant: the browser goes to the address',
    providerStartSchema,
  )
  @Fails('session.no-provider', 'session.provider')
  async startProvider(
    @Body({ schema: startProviderSchema }) { returnTo }: StartProvider,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProviderStart> {
    const { url, cookies } = await this.session.toProvider(returnTo);
    response.setHeader('set-cookie', cookies);
    return { url };
  }

  @Get('provider/return')
  @HttpCode(302)
  @Answers('Where the provider of the plant sends the browser back to', null, 302)
  async returnFromProvider(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { location, cookies } = await this.session.fromProvider(request);
    response.setHeader('set-cookie', cookies);
    response.setHeader('cache-control', 'no-store');
    response.redirect(302, location);
  }

  @Put('password')
  @HttpCode(204)
  @Answers('Chooses another password; all other sessions end', null, 204)
  @Fails('session.credentials', 'session.no-person', 'access.attempts')
  changePassword(
    @Req() request: Request,
    @Body({ schema: changePasswordSchema }) wish: ChangePassword,
  ): Promise<void> {
    return this.session.changePassword(request, wish);
  }
}

@ApiTags('session')
@Controller(v1('sessions'))
export class SessionsController {
  constructor(private readonly session: SessionService) {}

  @Get()
  @Answers('Browsers the caller is signed in with, newest first', userSessionsSchema)
  @Fails('session.no-person')
  listSessions(@Req() request: Request): Promise<UserSessions> {
    return this.session.sessions(request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Answers('Ends a session of the caller: it is out with its next request', null, 204)
  @Fails('session.not-found', 'session.no-person')
  endSession(@Req() request: Request, @Id() id: string): Promise<void> {
    return this.session.endSession(request, id);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { AppError, type SessionView } from '@millwright/contracts';
import type { Request } from 'express';
import type { Config } from '../config.ts';
import { AccessKey } from '../platform/access-key.ts';
import { principalOf } from '../platform/principal.ts';
import { ACCESS_KEY, CONFIG } from '../platform/tokens.ts';
import { Attempts } from './attempts.ts';

/** The one sign-in there is until there are users: who has the key gets a cookie for thirty days. */
@Injectable()
export class SessionService {
  private readonly attempts = new Attempts({ limit: 10, perSeconds: 60 });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ACCESS_KEY) private readonly key: AccessKey,
  ) {}

  of(request: Request): SessionView {
    const keyRequired = this.config.exposed;
    return { keyRequired, signedIn: principalOf(request) !== undefined };
  }

  signedIn(): SessionView {
    return { keyRequired: this.config.exposed, signedIn: true };
  }

  /**
   * @returns the `Set-Cookie` header of a new session
   * @throws AppError `access.key`; `access.attempts` after ten wrong keys within a minute
   */
  signIn(request: Request, candidate: string): string {
    const from = request.socket.remoteAddress ?? '-';
    const seconds = this.attempts.waitFor(from);
    if (seconds > 0) throw new AppError('access.attempts', { seconds });
    if (!this.key.isKey(candidate.trim())) {
      this.attempts.failed(from);
      throw new AppError('access.key', { received: 'another' });
    }
    const session = this.key.newSession();
    return cookie(request, session.value, session.seconds);
  }

  signOut(request: Request): string {
    return cookie(request, '', 0);
  }
}

/** Scripts cannot read it, and no other site can make a browser send it. */
function cookie(request: Request, value: string, seconds: number): string {
  const secure = request.get('x-forwarded-proto') === 'https' ? '; Secure' : '';
  return `${AccessKey.cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  type RedeemLink,
  type SessionView,
  type SignIn,
  type UserSessions,
  type UserView,
} from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import { hashPassword } from 'better-auth/crypto';
import type { Request } from 'express';
import type { Config } from '../config.ts';
import { AccessKey } from '../platform/access-key.ts';
import { firstAdministrator, keepFirstLink } from '../platform/first-administrator.ts';
import { nameOf, principalOf } from '../platform/principal.ts';
import type { Client, SignedIn, SignIns } from '../platform/sign-in.ts';
import { ACCESS_KEY, CONFIG, REGISTRY, SIGN_INS } from '../platform/tokens.ts';
import { Attempts } from './attempts.ts';

export const hashOfLink = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Signing in and out: with a password, with a link, by the plant's provider, or with the installation's key. */
@Injectable()
export class SessionService {
  private readonly perAddress = new Attempts({ limit: 10, perSeconds: 60 });
  private readonly perAccount = new Attempts({ limit: 10, perSeconds: 900 });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ACCESS_KEY) private readonly key: AccessKey,
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(SIGN_INS) private readonly signIns: SignIns,
  ) {}

  async of(request: Request): Promise<SessionView> {
    const principal = principalOf(request);
    const user = principal?.signedIn?.user;
    return {
      keyRequired: this.config.exposed,
      signedIn: principal !== undefined,
      by: principal?.name ?? null,
      user: user ? { id: user.id, name: user.name, email: user.email, grants: user.grants } : null,
      permissions: [...(principal?.permissions ?? [])],
      first: !(await this.registry.users.any()),
      provider: this.config.provider?.name ?? null,
    };
  }

  /**
   * @returns the `Set-Cookie` headers of a new session
   * @throws AppError `access.key`, `session.credentials`; `access.attempts` after ten wrong ones within a minute from one
   *   address, or within a quarter of an hour for one account
   */
  async signIn(request: Request, wish: SignIn): Promise<string[]> {
    const from = clientOf(request);
    const account = 'email' in wish ? wish.email : '';
    const seconds = Math.max(this.perAddress.waitFor(from.address), this.perAccount.waitFor(account));
    if (seconds > 0) throw new AppError('access.attempts', { seconds });
    const cookies = 'email' in wish ? await this.byPassword(wish, from) : this.byKey(request, wish.key);
    if (cookies !== null) return cookies;
    this.perAddress.failed(from.address);
    if (account) this.perAccount.failed(account);
    throw account ? new AppError('session.credentials') : new AppError('access.key', { received: 'another' });
  }

  private async byPassword(
    wish: { email: string; password: string },
    from: Client,
  ): Promise<string[] | null> {
    const cookies = await this.signIns.password(wish.email, wish.password, from);
    if (cookies) await this.note(nameOf(wish), 'session.begin', { way: 'password' });
    return cookies;
  }

  private byKey(request: Request, candidate: string): string[] | null {
    if (!this.key.isKey(candidate.trim())) return null;
    const session = this.key.newSession();
    return [ownersCookie(request, session.value, session.seconds)];
  }

  /**
   * Sets a password with a link and signs in with it.
   *
   * @throws AppError `session.link`; `access.attempts`
   */
  async redeem(request: Request, { token, password, first }: RedeemLink): Promise<string[]> {
    const from = clientOf(request);
    const seconds = this.perAddress.waitFor(from.address);
    if (seconds > 0) throw new AppError('access.attempts', { seconds });
    const user = await this.redeemed(token, await hashPassword(password), first).catch((error: unknown) => {
      this.perAddress.failed(from.address);
      throw error;
    });
    await this.note(nameOf(user), first ? 'user.create' : 'user.password', { way: 'link' });
    if (first) await keepFirstLink({ config: this.config, key: this.key, registry: this.registry });
    const cookies = await this.byPassword({ email: user.email, password }, from);
    if (cookies === null) throw new AppError('session.link');
    return cookies;
  }

  private redeemed(token: string, passwordHash: string, first: RedeemLink['first']): Promise<UserView> {
    const { users } = this.registry;
    if (first === undefined) return users.redeemLink({ hash: hashOfLink(token), passwordHash });
    if (!this.key.isSecretFor(firstAdministrator, token)) throw new AppError('session.link');
    const grants = [{ role: 'administrator' as const, site: null, line: null }];
    return users.createFirst({ ...first, grants, passwordHash });
  }

  /** @returns the `Set-Cookie` headers that take every session of this browser away */
  async signOut(request: Request): Promise<string[]> {
    const person = principalOf(request)?.signedIn;
    if (person) await this.note(nameOf(person.user), 'session.end', {});
    return [...(await this.signIns.end(request.headers.cookie)), ownersCookie(request, '', 0)];
  }

  toProvider(returnTo: string): Promise<{ url: string; cookies: string[] }> {
    return this.signIns.toProvider(returnTo);
  }

  fromProvider(request: Request): Promise<{ location: string; cookies: string[] }> {
    const query = new URL(request.originalUrl, this.config.publicUrl).search;
    return this.signIns.fromProvider(query, request.headers.cookie, clientOf(request));
  }

  /** @throws AppError `session.credentials` where the current one is wrong */
  async changePassword(
    request: Request,
    { current, next }: { current: string; next: string },
  ): Promise<void> {
    const { user, session } = personOf(request);
    const seconds = this.perAccount.waitFor(user.email);
    if (seconds > 0) throw new AppError('access.attempts', { seconds });
    const checked = await this.signIns.password(user.email, current, clientOf(request));
    if (checked === null) {
      this.perAccount.failed(user.email);
      throw new AppError('session.credentials');
    }
    await this.registry.users.setPassword(user.id, await hashPassword(next));
    await this.registry.users.endSessions(user.id, session);
    await this.note(nameOf(user), 'user.password', { way: 'password' });
  }

  async sessions(request: Request): Promise<UserSessions> {
    const { user, session } = personOf(request);
    const items = await this.registry.users.sessions(user.id);
    return { items: items.map((one) => ({ ...one, current: one.id === session })) };
  }

  async endSession(request: Request, id: string): Promise<void> {
    const { user } = personOf(request);
    await this.registry.users.endSession(user.id, id);
    await this.note(nameOf(user), 'session.end', { session: id });
  }

  private async note(by: string, action: string, details: Record<string, unknown>): Promise<void> {
    await this.registry.audit.append({ by, action, subject: by, details });
  }
}

/** @throws AppError `session.no-person` for keys, and for the owner on the machine itself */
function personOf(request: Request): SignedIn {
  const principal = principalOf(request);
  if (principal?.signedIn) return principal.signedIn;
  throw new AppError('session.no-person', { who: principal?.name ?? '-' });
}

/** The portal on this machine says where a request came from; anybody else could say anything. */
function clientOf(request: Request): Client {
  const peer = request.socket.remoteAddress ?? '-';
  const isPortal = /^(::1|(::ffff:)?127\..*)$/.test(peer);
  const told = isPortal ? request.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return { address: told || peer, agent: (request.get('user-agent') ?? '').slice(0, 300) };
}

/** Scripts cannot read it, and no other site can make a browser send it. */
function ownersCookie(request: Request, value: string, seconds: number): string {
  const secure = request.get('x-forwarded-proto') === 'https' ? '; Secure' : '';
  return `${AccessKey.cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

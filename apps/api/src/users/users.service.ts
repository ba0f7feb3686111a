import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateUser,
  Page,
  PageQuery,
  UpdateUser,
  UserLink,
  UserSessions,
  UserView,
} from '@millwright/contracts';
import type { Registry } from '@millwright/registry';
import type { Config } from '../config.ts';
import type { Caller } from '../platform/caller.ts';
import { nameOf } from '../platform/principal.ts';
import { CONFIG, REGISTRY } from '../platform/tokens.ts';
import { hashOfLink } from '../session/session.service.ts';

/** How long a link to choose a password counts [ms]. */
const linkCounts = 3 * 24 * 3600 * 1000;

@Injectable()
export class UsersService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(REGISTRY) private readonly registry: Registry,
  ) {}

  list(query: PageQuery): Promise<Page<UserView>> {
    return this.registry.users.list(query);
  }

  get(id: string): Promise<UserView> {
    return this.registry.users.get(id);
  }

  async create(wish: CreateUser, caller: Caller): Promise<UserLink> {
    const user = await this.registry.users.create(wish);
    await this.note(caller, 'user.create', user, { grants: user.grants });
    return this.link(user.id, caller);
  }

  async update(id: string, wish: UpdateUser, caller: Caller): Promise<UserView> {
    const user = await this.registry.users.update(id, wish);
    await this.note(caller, 'user.update', user, { ...wish });
    return user;
  }

  async delete(id: string, caller: Caller): Promise<void> {
    const user = await this.registry.users.delete(id);
    await this.note(caller, 'user.delete', user, {});
  }

  /** A link to choose a password with, in the language of the caller. */
  async link(id: string, caller: Caller): Promise<UserLink> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + linkCounts);
    const user = await this.registry.users.makeLink(id, { hash: hashOfLink(token), expiresAt });
    await this.note(caller, 'user.link', user, {});
    // behind #, so that no server on the way writes it into a log
    const link = `${this.config.publicUrl}/${caller.locale}/welcome#token=${token}`;
    return { user, link, expiresAt: expiresAt.toISOString() };
  }

  async sessions(id: string): Promise<UserSessions> {
    const items = await this.registry.users.sessions(id);
    return { items: items.map((one) => ({ ...one, current: false })) };
  }

  async endSessions(id: string, caller: Caller): Promise<void> {
    const ended = await this.registry.users.endSessions(id);
    await this.note(caller, 'session.end', await this.get(id), { ended });
  }

  private async note(
    { by }: Caller,
    action: string,
    user: UserView,
    details: Record<string, unknown>,
  ): Promise<void> {
    await this.registry.audit.append({ by, action, subject: nameOf(user), details });
  }
}

import type { Page, PageQuery, UserSessionView, UserView } from '@millwright/contracts';

/** A new person; a password's hash where they have one already. */
export interface NewUser extends Pick<UserView, 'name' | 'email' | 'grants'> {
  readonly passwordHash?: string;
}

/** People who sign in, their sessions and their roles. Methods that take an id throw `user.not-found`. */
export interface UsersRepository {
  /** Newest first. */
  list(query: PageQuery): Promise<Page<UserView>>;
  get(id: string): Promise<UserView>;
  /** Whether anybody has an account. */
  any(): Promise<boolean>;
  /** @throws AppError `user.taken` */
  create(user: NewUser): Promise<UserView>;
  /** @throws AppError `session.link` where somebody has an account already */
  createFirst(user: NewUser): Promise<UserView>;
  /**
   * What is left out stays. A person who is disabled is out of all sessions with it.
   *
   * @throws AppError `user.last-administrator`
   */
  update(id: string, change: Partial<Pick<UserView, 'name' | 'grants' | 'disabled'>>): Promise<UserView>;
  /** @throws AppError `user.last-administrator` */
  delete(id: string): Promise<UserView>;

  /** The person of a session, as they are now, which is noted as a use of it; null where they are disabled or gone. */
  use(sessionId: string, now?: Date): Promise<UserView | null>;
  /** Newest first, without those that are over. */
  sessions(id: string): Promise<Omit<UserSessionView, 'current'>[]>;
  /** @throws AppError `session.not-found` where it is none of this person */
  endSession(id: string, sessionId: string): Promise<void>;
  /** @returns how many were ended */
  endSessions(id: string, except?: string): Promise<number>;

  /** A link to choose a password with; earlier ones of this person do not count any more. */
  makeLink(id: string, link: { hash: string; expiresAt: Date }): Promise<UserView>;
  /**
   * Uses a link up: the person has this password, all their sessions are ended.
   *
   * @throws AppError `session.link` where it was used, is over or never was
   */
  redeemLink(link: { hash: string; passwordHash: string }, now?: Date): Promise<UserView>;
  setPassword(id: string, passwordHash: string): Promise<void>;
}

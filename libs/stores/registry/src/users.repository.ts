import { AppError, type Grant, type Role, type UserView } from '@millwright/contracts';
import { isUuid, type Client, type Database } from './database.ts';
import { Prisma, type User, type UserAccount, type UserGrant, type UserSession } from './generated/client.ts';
import { keyOf, toPage } from './pages.ts';
import type { NewUser, UsersRepository } from './users.ts';

/** A use within this time of the last one that was noted is not noted [ms]. */
const useNoted = 60_000;
/** What a password's account is called by the library that checks it. */
const credential = 'credential';
/** Serialises changes that must leave an administrator. */
const administratorsLock = 7_301_118;

const whole = {
  grants: { orderBy: { id: 'asc' } },
  accounts: { select: { providerId: true, password: true } },
} as const satisfies Prisma.UserInclude;
type WholeUser = User & {
  grants: UserGrant[];
  accounts: Pick<UserAccount, 'providerId' | 'password'>[];
};

const toView = (row: WholeUser): UserView => ({
  id: row.id,
  name: row.name,
  email: row.email,
  grants: row.grants.map(({ role, site, line }) => ({ role: role as Role, site, line })),
  disabled: row.disabled,
  ways: [
    ...new Set(
      row.accounts.map(({ providerId }) => (providerId === credential ? ('password' as const) : 'provider')),
    ),
  ],
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
});

const toSession = (row: UserSession) => ({
  id: row.id,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.updatedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  address: row.ipAddress || null,
  agent: row.userAgent || null,
});

async function found(db: Database, id: string): Promise<WholeUser> {
  const row = isUuid(id) ? await db.user.findUnique({ where: { id }, include: whole }) : null;
  if (row === null) throw new AppError('user.not-found', { user: id });
  return row;
}

/** Each grant once. */
const distinct = (grants: readonly Grant[]): Grant[] => [
  ...new Map(
    grants.map(({ role, site, line }) => [JSON.stringify([role, site, line]), { role, site, line }]),
  ).values(),
];

async function insert(db: Database, { passwordHash, grants, ...given }: NewUser): Promise<UserView> {
  const taken = await db.user.count({ where: { email: given.email } });
  if (taken > 0) throw new AppError('user.taken', { email: given.email });
  const row = await db.user.create({
    data: { ...given, grants: { create: distinct(grants) } },
    include: whole,
  });
  if (passwordHash !== undefined) await setPassword(db, row.id, passwordHash);
  return toView(await found(db, row.id));
}

const setPassword = async (db: Database, id: string, password: string): Promise<void> => {
  await db.userAccount.upsert({
    where: { providerId_accountId: { providerId: credential, accountId: id } },
    create: { userId: id, providerId: credential, accountId: id, password },
    update: { password, updatedAt: new Date() },
  });
};

/** Two people added at once under one address: the second meets the unique index. */
function namingTaken(email: string) {
  return (error: unknown): never => {
    const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
    throw isTaken ? new AppError('user.taken', { email }, { cause: error }) : error;
  };
}

/** Does a change after which somebody must still be an administrator everywhere, if somebody was. */
function leavingAnAdministrator<T>(
  db: Client,
  name: string,
  change: (tx: Database) => Promise<T>,
): Promise<T> {
  const administrators = { disabled: false, grants: { some: { role: 'administrator', site: null } } };
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${administratorsLock})`;
    const before = await tx.user.count({ where: administrators });
    const result = await change(tx);
    if (before > 0 && (await tx.user.count({ where: administrators })) === 0)
      throw new AppError('user.last-administrator', { user: name });
    return result;
  });
}

const accounts = (
  db: Client,
): Pick<UsersRepository, 'list' | 'get' | 'any' | 'create' | 'createFirst' | 'update' | 'delete'> => ({
  async list({ cursor, limit }) {
    const after = keyOf(cursor);
    const [rows, total] = await Promise.all([
      db.user.findMany({
        ...(after !== null && { where: { seq: { lt: after } } }),
        orderBy: { seq: 'desc' },
        take: limit + 1,
        include: whole,
      }),
      db.user.count(),
    ]);
    return toPage(rows, limit, total, (row) => row.seq, toView);
  },
  get: async (id) => toView(await found(db, id)),
  any: async () => (await db.user.findFirst({ select: { id: true } })) !== null,
  create: (user) => db.$transaction((tx) => insert(tx, user)).catch(namingTaken(user.email)),
  createFirst: (user) =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${administratorsLock})`;
      if ((await tx.user.count()) > 0) throw new AppError('session.link');
      return insert(tx, user);
    }),
  async update(id, { grants, ...rest }) {
    const { name } = await found(db, id);
    return leavingAnAdministrator(db, name, async (tx) => {
      if (grants) await tx.userGrant.deleteMany({ where: { userId: id } });
      if (rest.disabled) await tx.userSession.deleteMany({ where: { userId: id } });
      const data = {
        ...rest,
        updatedAt: new Date(),
        ...(grants && { grants: { create: distinct(grants) } }),
      };
      return toView(await tx.user.update({ where: { id }, data, include: whole }));
    });
  },
  async delete(id) {
    const { name } = await found(db, id);
    return leavingAnAdministrator(db, name, async (tx) =>
      toView(await tx.user.delete({ where: { id }, include: whole })),
    );
  },
});

const sessions = (db: Client): Pick<UsersRepository, 'use' | 'sessions' | 'endSession' | 'endSessions'> => ({
  async use(sessionId, now = new Date()) {
    const session = await db.userSession.findUnique({
      where: { id: sessionId },
      include: { user: { include: whole } },
    });
    if (session === null || session.user.disabled) return null;
    if (now.getTime() - session.updatedAt.getTime() >= useNoted || session.user.lastSeenAt === null) {
      await db.userSession.updateMany({ where: { id: sessionId }, data: { updatedAt: now } });
      await db.user.updateMany({ where: { id: session.userId }, data: { lastSeenAt: now } });
    }
    return toView(session.user);
  },
  async sessions(id) {
    await found(db, id);
    const where = { userId: id, expiresAt: { gt: new Date() } };
    return (await db.userSession.findMany({ where, orderBy: { createdAt: 'desc' } })).map(toSession);
  },
  async endSession(id, sessionId) {
    const { count } = isUuid(sessionId)
      ? await db.userSession.deleteMany({ where: { id: sessionId, userId: id } })
      : { count: 0 };
    if (count === 0) throw new AppError('session.not-found', { session: sessionId });
  },
  async endSessions(id, except) {
    await found(db, id);
    const where = { userId: id, ...(except !== undefined && { id: { not: except } }) };
    return (await db.userSession.deleteMany({ where })).count;
  },
});

const links = (db: Client): Pick<UsersRepository, 'makeLink' | 'redeemLink' | 'setPassword'> => ({
  async makeLink(id, link) {
    const user = await found(db, id);
    await db.$transaction([
      db.userLink.deleteMany({ where: { OR: [{ userId: id }, { expiresAt: { lte: new Date() } }] } }),
      db.userLink.create({ data: { ...link, userId: id } }),
    ]);
    return toView(user);
  },
  redeemLink: ({ hash, passwordHash }, now = new Date()) =>
    db.$transaction(async (tx) => {
      const link = await tx.userLink.findUnique({ where: { hash }, include: { user: true } });
      const { count } = await tx.userLink.deleteMany({ where: { hash } });
      if (link === null || count === 0 || link.expiresAt <= now || link.user.disabled)
        throw new AppError('session.link');
      await setPassword(tx, link.userId, passwordHash);
      await tx.userSession.deleteMany({ where: { userId: link.userId } });
      return toView(await found(tx, link.userId));
    }),
  setPassword: (id, passwordHash) => setPassword(db, id, passwordHash),
});

export const usersRepository = (db: Client): UsersRepository => ({
  ...accounts(db),
  ...sessions(db),
  ...links(db),
});

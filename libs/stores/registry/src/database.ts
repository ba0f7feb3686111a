import { AppError } from '@millwright/contracts';
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.ts';

/** The client itself or one of its transactions: every query of a repository takes either. */
export type Database = Prisma.TransactionClient;
export type Client = PrismaClient;

/** A transaction over many rows (a dataset of 100,000 pictures) may take longer than Prisma's five seconds. */
const transactionOptions = { maxWait: 10_000, timeout: 120_000 };

export function openClient(databaseUrl: string): Client {
  const adapter = new PrismaPg({ connectionString: databaseUrl, max: 10 });
  return new PrismaClient({ adapter, transactionOptions });
}

const unreachable = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1017',
  'P2024',
  'P2037',
]);
const refused = /ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|terminat|Can't reach database|Connection ended/i;

/** An error of the connection as `database.unavailable`; any other as it is. */
export function databaseError(error: unknown): unknown {
  if (error instanceof AppError || typeof error !== 'object' || error === null) return error;
  const code = 'code' in error ? String(error.code) : '';
  const message = 'message' in error ? String(error.message) : '';
  if (!unreachable.has(code) && !refused.test(`${code} ${message}`)) return error;
  const reason = message.trim().split('\n').at(-1) ?? '';
  return new AppError('database.unavailable', { reason: reason === '' ? code : reason }, { cause: error });
}

/** The same repository, whose methods name a lost database by our code. */
export function guarded<T extends object>(repository: T): T {
  return new Proxy(repository, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...parameters: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, parameters);
        if (!(result instanceof Promise)) return result;
        return result.catch((error: unknown) => {
          throw databaseError(error);
        });
      };
    },
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

/** A contract value for a JSON column. */
export const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;
/** A contract value, or the database's null. */
export const jsonOrNull = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === null || value === undefined ? Prisma.DbNull : json(value);

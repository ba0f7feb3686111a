import {
  AppError,
  type Alias,
  type AliasMove,
  type Bilingual,
  type StandingAlias,
} from '@millwright/contracts';
import type { Client, Database } from './database.ts';
import { Prisma, type AliasMove as MoveRow } from './generated/client.ts';
import { reviewVersion } from './model-reviews.ts';
import { findModel } from './model-versions.ts';
import { announce } from './webhook-announcements.ts';

const toMove = ({ alias, from, to, by, at, note }: MoveRow): AliasMove => ({
  alias: alias as Alias,
  from,
  to,
  by,
  at: at.toISOString(),
  note,
});

interface Move {
  readonly version: number | null;
  readonly by: string;
  readonly note?: string;
  readonly approve?: boolean;
}

const unapproved: Readonly<Record<string, Bilingual>> = {
  pending: { en: 'not approved yet', zh: '尚未批准' },
  rejected: { en: 'rejected', zh: '已被拒绝' },
};

/** The row of a version that may have the alias. @throws AppError `model.not-trained`, `model.not-approved` */
async function targetOf(
  db: Database,
  { id: modelId, name: model }: { id: bigint; name: string },
  alias: Alias,
  { by, note, approve }: Move,
  version: number,
): Promise<string> {
  const row = await db.modelVersion.findFirst({
    where: { modelId, version, deletedAt: null },
    select: { id: true, validationStatus: true },
  });
  if (row === null) throw new AppError('model.not-trained', { model, version });
  const { id, validationStatus } = row;
  if (alias !== 'champion' || validationStatus === 'approved') return id;
  if (!approve || validationStatus !== 'pending')
    throw new AppError('model.not-approved', { model, version, status: unapproved[validationStatus] });
  await reviewVersion(db, model, version, { status: 'approved', by, note });
  return id;
}

/** Moves an alias and writes down who did; a move to where it is already is none. */
export async function moveAlias(db: Database, name: string, alias: Alias, move: Move): Promise<AliasMove> {
  const model = await findModel(db, name);
  const { id: modelId } = model;
  await db.$queryRaw(Prisma.sql`SELECT id FROM models WHERE id = ${modelId} FOR UPDATE`); // moves come one by one
  const key = { modelId_alias: { modelId, alias } };
  const current = await db.modelAlias.findUnique({ where: key, include: { version: true } });
  const from = current?.version.version ?? null;
  if (from === move.version) {
    const last = await db.aliasMove.findFirst({ where: { model: name, alias }, orderBy: { seq: 'desc' } });
    if (last !== null && from !== null) return toMove(last);
    throw new AppError('model.not-trained', { model: name, version: alias });
  }
  if (move.version === null) {
    await db.modelAlias.delete({ where: key });
  } else {
    const target = { versionId: await targetOf(db, model, alias, move, move.version) };
    await db.modelAlias.upsert({ where: key, create: { modelId, alias, ...target }, update: target });
    await announce(db, 'model_version_alias.created', { name, alias, version: move.version });
  }
  const row = await db.aliasMove.create({
    data: { model: name, alias, from, to: move.version, by: move.by, note: move.note ?? null },
  });
  return toMove(row);
}

/** Gives an alias back to the version that had it before its last move, as one more move. */
export async function returnAlias(
  db: Database,
  name: string,
  alias: Alias,
  move: { by: string; note?: string },
): Promise<AliasMove> {
  const { id } = await findModel(db, name);
  await db.$queryRaw(Prisma.sql`SELECT id FROM models WHERE id = ${id} FOR UPDATE`);
  const last = await db.aliasMove.findFirst({ where: { model: name, alias }, orderBy: { seq: 'desc' } });
  if (last === null || last.from === null) throw new AppError('alias.no-return', { model: name, alias });
  return moveAlias(db, name, alias, { ...move, version: last.from });
}

export async function standingAlias(db: Client, name: string, alias: Alias): Promise<StandingAlias> {
  const { id: modelId } = await findModel(db, name);
  const standing = await db.modelAlias.findUnique({
    where: { modelId_alias: { modelId, alias } },
    include: { version: { select: { version: true } } },
  });
  return { alias, version: standing?.version.version ?? null };
}

export async function aliasHistory(db: Client, name: string): Promise<AliasMove[]> {
  const rows = await db.aliasMove.findMany({ where: { model: name }, orderBy: { seq: 'desc' } });
  if (rows.length === 0) await findModel(db, name);
  return rows.map(toMove);
}

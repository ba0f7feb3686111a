import { AppError, type Alias, type AliasMove } from '@millwright/contracts';
import type { Client, Database } from './database.ts';
import { Prisma, type AliasMove as MoveRow } from './generated/client.ts';
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

async function versionId(db: Database, model: string, modelId: bigint, version: number): Promise<string> {
  const row = await db.modelVersion.findUnique({
    where: { modelId_version: { modelId, version } },
    select: { id: true },
  });
  if (row === null) throw new AppError('model.not-trained', { model, version });
  return row.id;
}

/** Moves an alias and writes down who did; a move to where it is already is none. */
export async function moveAlias(
  db: Database,
  name: string,
  alias: Alias,
  move: { version: number | null; by: string; note?: string },
): Promise<AliasMove> {
  const { id: modelId } = await findModel(db, name);
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
    const target = { versionId: await versionId(db, name, modelId, move.version) };
    await db.modelAlias.upsert({ where: key, create: { modelId, alias, ...target }, update: target });
    await announce(db, 'model_version_alias.created', { name, alias, version: move.version });
  }
  const row = await db.aliasMove.create({
    data: { model: name, alias, from, to: move.version, by: move.by, note: move.note ?? null },
  });
  return toMove(row);
}

export async function aliasHistory(db: Client, name: string): Promise<AliasMove[]> {
  const rows = await db.aliasMove.findMany({ where: { model: name }, orderBy: { seq: 'desc' } });
  if (rows.length === 0) await findModel(db, name);
  return rows.map(toMove);
}

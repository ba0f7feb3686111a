import { AppError } from '@millwright/contracts';
import { isUuid, json, type Client } from './database.ts';
import { unreferenced } from './references.repository.ts';
import type { Checkpoint } from './registry.ts';

export function saveCheckpoint(db: Client, id: string, { state, files }: Checkpoint): Promise<string[]> {
  const hashes = [...new Set(Object.values(files))];
  return db.$transaction(async (tx) => {
    const run = isUuid(id) ? await tx.run.findUnique({ where: { id }, select: { id: true } }) : null;
    if (run === null) throw new AppError('run.not-found', { run: id });
    const before = await tx.runCheckpoint.findUnique({ where: { runId: id }, select: { hashes: true } });
    const kept = { state: json(state), files: json(files), hashes, savedAt: new Date() };
    await tx.runCheckpoint.upsert({ where: { runId: id }, create: { runId: id, ...kept }, update: kept });
    return unreferenced(tx, before?.hashes ?? []);
  });
}

export async function loadCheckpoint(db: Client, id: string): Promise<Checkpoint | null> {
  const row = isUuid(id) ? await db.runCheckpoint.findUnique({ where: { runId: id } }) : null;
  return row === null ? null : { state: row.state, files: row.files as Record<string, string> };
}

export function deleteCheckpoint(db: Client, id: string): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const row = await tx.runCheckpoint.findUnique({ where: { runId: id }, select: { hashes: true } });
    await tx.runCheckpoint.deleteMany({ where: { runId: id } });
    return unreferenced(tx, row?.hashes ?? []);
  });
}

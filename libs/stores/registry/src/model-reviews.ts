import { AppError } from '@millwright/contracts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { findModel, findModelVersion } from './model-versions.ts';

export interface Review {
  readonly status: 'approved' | 'rejected';
  readonly by: string;
  readonly note?: string;
}

/** The last word on a version counts; every word is kept in the audit trail. */
export async function reviewVersion(
  db: Database,
  name: string,
  version: number,
  { status, by, note = '' }: Review,
): Promise<void> {
  const model = await findModel(db, name);
  // Waits for a move of an alias that goes on: a champion is not rejected in the moment it becomes one.
  await db.$queryRaw(Prisma.sql`SELECT id FROM models WHERE id = ${model.id} FOR UPDATE`);
  const { id, aliases, validationStatus } = await findModelVersion(db, name, version);
  if (status === 'rejected' && aliases.some(({ alias }) => alias === 'champion'))
    throw new AppError('model.in-use', { model: name, version, alias: 'champion' });
  const validationNote = note === '' ? null : note;
  await db.modelVersion.update({
    where: { id },
    data: { validationStatus: status, validatedBy: by, validatedAt: new Date(), validationNote },
  });
  await db.auditEvent.create({
    data: {
      by,
      action: status === 'approved' ? 'model.approve' : 'model.reject',
      subject: `model:${name}@${version}`,
      details: { before: validationStatus, note: validationNote },
    },
  });
}

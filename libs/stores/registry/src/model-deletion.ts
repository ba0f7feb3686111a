import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { unreferenced } from './references.repository.ts';

/** Deletes model versions with their cases and answers; gives the artifacts that nobody needs any more. */
export async function removeModelVersions(db: Database, ids: string[]): Promise<string[]> {
  const held = await db.$queryRaw<{ hash: string }[]>(Prisma.sql`
    SELECT DISTINCT hash FROM model_files WHERE version_id = ANY (${ids}::uuid[])`);
  await db.modelVersion.deleteMany({ where: { id: { in: ids } } });
  return unreferenced(
    db,
    held.map(({ hash }) => hash),
  );
}

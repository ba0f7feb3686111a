import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { ReferencesRepository } from './registry.ts';

/** Those of the hashes that no row refers to. */
export async function unreferenced(db: Database, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = await db.$queryRaw<{ hash: string }[]>(Prisma.sql`
    SELECT DISTINCT h.hash FROM unnest(${[...hashes]}::text[]) AS h(hash)
    WHERE NOT EXISTS (SELECT 1 FROM dataset_sources s WHERE s.hash = h.hash)
      AND NOT EXISTS (SELECT 1 FROM dataset_items i WHERE i.hash = h.hash)
      AND NOT EXISTS (SELECT 1 FROM model_files f WHERE f.hash = h.hash)
      AND NOT EXISTS (SELECT 1 FROM run_checkpoints c WHERE c.hashes @> ARRAY[h.hash])`);
  return rows.map((row) => row.hash);
}

export const referencesRepository = (db: Database): ReferencesRepository => ({
  unreferenced: (hashes) => unreferenced(db, hashes),
});

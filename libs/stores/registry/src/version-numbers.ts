import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';

/** The next version number of a name. Numbers are never given twice, also after versions were deleted. */
export async function nextVersion(db: Database, noun: 'dataset' | 'model', name: string): Promise<number> {
  const [row] = await db.$queryRaw<{ last: number }[]>(Prisma.sql`
    INSERT INTO version_counters (noun, name, last) VALUES (${noun}, ${name}, 1)
    ON CONFLICT (noun, name) DO UPDATE SET last = version_counters.last + 1
    RETURNING last`);
  if (row === undefined) throw new Error('the counter gave no row');
  return row.last;
}

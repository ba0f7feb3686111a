import { AppError, type DatasetItem, type ItemQuery, type Part } from '@millwright/contracts';
import type { Client, Database } from './database.ts';
import { findVersion, immutable } from './dataset-versions.ts';
import { Prisma, type DatasetItem as ItemRow } from './generated/client.ts';
import { keyOf, toPage } from './pages.ts';
import type { ItemsRepository } from './registry.ts';

const chunkSize = 5000;

const toItem = (row: Omit<ItemRow, 'versionId'>): DatasetItem => ({
  index: row.index,
  path: row.path,
  label: row.label,
  part: row.part as Part | null,
  hash: row.hash,
  bytes: row.bytes,
  width: row.width,
  height: row.height,
  channels: row.channels,
});

/** One statement for thousands of rows; the state is looked at in the same moment. */
async function insertItems(db: Database, versionId: string, items: readonly DatasetItem[]): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    INSERT INTO dataset_items (version_id, index, path, label, part, hash, bytes, width, height, channels)
    SELECT v.id, i.index, i.path, i.label, i.part, i.hash, i.bytes, i.width, i.height, i.channels
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
           AS i(index int, path text, label text, part text, hash text, bytes int, width int, height int, channels int),
         dataset_versions v
    WHERE v.id = ${versionId}::uuid AND v.state = 'inspecting'
    ON CONFLICT (version_id, index) DO UPDATE SET
      path = excluded.path, label = excluded.label, part = excluded.part, hash = excluded.hash,
      bytes = excluded.bytes, width = excluded.width, height = excluded.height, channels = excluded.channels`);
}

function conditions(versionId: string, query: ItemQuery): Prisma.Sql {
  const all = [Prisma.sql`version_id = ${versionId}::uuid`];
  if (query.label !== undefined) all.push(Prisma.sql`label = ${query.label}`);
  if (query.part === 'none') all.push(Prisma.sql`part IS NULL`);
  else if (query.part !== undefined) all.push(Prisma.sql`part = ${query.part}`);
  if (query.finding !== undefined) {
    all.push(Prisma.sql`index IN (
      SELECT unnest(items) FROM dataset_findings
      WHERE version_id = ${versionId}::uuid AND kind = ${query.finding})`);
  }
  return Prisma.join(all, ' AND ');
}

export const itemsRepository = (db: Client): ItemsRepository => ({
  async add(name, version, items) {
    const row = await findVersion(db, name, version);
    for (let from = 0; from < items.length; from += chunkSize) {
      const count = await insertItems(db, row.id, items.slice(from, from + chunkSize));
      if (count === 0) throw immutable(await findVersion(db, name, version));
    }
  },
  async list(name, version, query) {
    const { id } = await findVersion(db, name, version);
    const where = conditions(id, query);
    const after = keyOf(query.cursor);
    const further = after === null ? Prisma.empty : Prisma.sql`AND index > ${after}`;
    const [rows, counted] = await Promise.all([
      db.$queryRaw<ItemRow[]>(Prisma.sql`
        SELECT index, path, label, part, hash, bytes, width, height, channels FROM dataset_items
        WHERE ${where} ${further} ORDER BY index LIMIT ${query.limit + 1}`),
      db.$queryRaw<{ count: bigint }[]>(Prisma.sql`SELECT count(*) FROM dataset_items WHERE ${where}`),
    ]);
    return toPage(rows, query.limit, Number(counted[0]?.count ?? 0), (row) => row.index, toItem);
  },
  async get(name, version, index) {
    const { id: versionId } = await findVersion(db, name, version);
    const row = await db.datasetItem.findUnique({ where: { versionId_index: { versionId, index } } });
    if (row === null) throw new AppError('dataset.no-item', { dataset: `${name}@${version}`, index });
    return toItem(row);
  },
  async *stream(name, version, filter = {}) {
    const { id: versionId } = await findVersion(db, name, version);
    const part = filter.part === undefined ? {} : { part: filter.part };
    for (let after = -1; ;) {
      const rows = await db.datasetItem.findMany({
        where: { versionId, ...part, index: { gt: after } },
        orderBy: { index: 'asc' },
        take: chunkSize,
      });
      for (const row of rows) yield toItem(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < chunkSize) return;
      after = last.index;
    }
  },
});

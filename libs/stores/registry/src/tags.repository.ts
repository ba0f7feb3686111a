import { AppError, mostTags, validationTag, type Tags } from '@millwright/contracts';
import { isUuid, json, type Client, type Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { findModel, findModelVersion } from './model-versions.ts';
import type { TagsRepository, TagSubject } from './tag-subject.ts';

/** As the audit trail and errors name a subject. */
function nameOf(subject: TagSubject): string {
  if ('run' in subject) return `run:${subject.run}`;
  return `model:${subject.model}${'version' in subject ? `@${subject.version}` : ''}`;
}

/** The row that holds the tags of a subject. */
interface Place {
  readonly table: Prisma.Sql;
  readonly id: Prisma.Sql;
  /** What is shown as a tag but kept elsewhere. */
  readonly derived?: Tags;
}

async function placeOf(db: Database, subject: TagSubject): Promise<Place> {
  if ('run' in subject) {
    if (!isUuid(subject.run)) throw new AppError('run.not-found', { run: subject.run });
    return { table: Prisma.sql`runs`, id: Prisma.sql`${subject.run}::uuid` };
  }
  if ('version' in subject) {
    const { id, validationStatus } = await findModelVersion(db, subject.model, subject.version);
    const derived = { [validationTag]: validationStatus };
    return { table: Prisma.sql`model_versions`, id: Prisma.sql`${id}::uuid`, derived };
  }
  const { id } = await findModel(db, subject.model);
  return { table: Prisma.sql`models`, id: Prisma.sql`${id}` };
}

async function tagsAt(db: Database, subject: TagSubject, { table, id }: Place): Promise<Tags> {
  const [row] = await db.$queryRaw<{ tags: Tags }[]>(
    Prisma.sql`SELECT tags FROM ${table} WHERE id = ${id} ${'run' in subject ? Prisma.sql`AND deleted_at IS NULL` : Prisma.empty} FOR UPDATE`,
  );
  if (row !== undefined) return row.tags;
  if ('run' in subject) throw new AppError('run.not-found', { run: subject.run });
  throw new AppError('model.not-found', { model: subject.model });
}

/** One change of the tags of a subject, which waits for the change before it; written into the audit trail with it. */
function change(
  db: Client,
  subject: TagSubject,
  by: string,
  edit: (tags: Tags) => { tags: Tags; action: string; details: object } | null,
): Promise<Tags> {
  return db.$transaction(async (tx) => {
    const place = await placeOf(tx, subject);
    const before = await tagsAt(tx, subject, place);
    const edited = edit(before);
    if (edited === null) return { ...before, ...place.derived };
    const { tags, action, details } = edited;
    await tx.$executeRaw(Prisma.sql`
      UPDATE ${place.table} SET tags = ${JSON.stringify(tags)}::jsonb WHERE id = ${place.id}`);
    await tx.auditEvent.create({ data: { by, action, subject: nameOf(subject), details: json(details) } });
    return { ...tags, ...place.derived };
  });
}

/** @throws AppError `tag.reserved` for the tag of a version that only its reviews change */
function requireFree(subject: TagSubject, key: string): void {
  if ('version' in subject && key === validationTag) throw new AppError('tag.reserved', { key });
}

export const tagsRepository = (db: Client): TagsRepository => ({
  get: (subject) =>
    db.$transaction(async (tx) => {
      const place = await placeOf(tx, subject);
      return { ...(await tagsAt(tx, subject, place)), ...place.derived };
    }),
  set: (subject, { key, value }, by) =>
    change(db, subject, by, (tags) => {
      requireFree(subject, key);
      const before = Object.hasOwn(tags, key) ? tags[key] : null;
      if (before === value) return null;
      if (before === null && Object.keys(tags).length >= mostTags)
        throw new AppError('tag.too-many', { subject: nameOf(subject), limit: mostTags });
      return { tags: { ...tags, [key]: value }, action: 'tag.set', details: { key, value, before } };
    }),
  delete: (subject, key, by) =>
    change(db, subject, by, (tags) => {
      requireFree(subject, key);
      if (!Object.hasOwn(tags, key)) throw new AppError('tag.not-found', { subject: nameOf(subject), key });
      const left = Object.fromEntries(Object.entries(tags).filter(([name]) => name !== key));
      return { tags: left, action: 'tag.delete', details: { key, before: tags[key] } };
    }),
});

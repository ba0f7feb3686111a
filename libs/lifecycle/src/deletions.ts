import type { Deleted, DeletedPage, PageQuery } from '@millwright/contracts';
import type { DeletionSubject } from '@millwright/registry';
import { freeUnreferenced, type Stores } from './stores.ts';

const day = 24 * 60 * 60 * 1000;

/** As the audit trail names it. */
export const subjectName = (subject: DeletionSubject): string => {
  if ('run' in subject) return `run:${subject.run}`;
  const [noun, name] =
    'dataset' in subject ? (['dataset', subject.dataset] as const) : (['model', subject.model] as const);
  return `${noun}:${name}${subject.version === undefined ? '' : `@${subject.version}`}`;
};
export const nounOf = (subject: DeletionSubject): string => subjectName(subject).split(':')[0];

/** Deletes something: out of sight now, really once it has waited; at once where there is no waiting time. */
export async function deleteSubject(
  stores: Stores,
  subject: DeletionSubject,
  { by, confirmed }: { by: string; confirmed?: boolean },
): Promise<Deleted> {
  const { registry, deleteWaitDays } = stores;
  const deleted = await registry.deleted.put(subject, { by, confirmed });
  const purgeAt = deleteWaitDays === 0 ? null : new Date(Date.now() + deleteWaitDays * day).toISOString();
  const freedBytes = purgeAt === null ? await purge(stores, subject) : 0;
  await registry.audit.append({
    by,
    action: `${nounOf(subject)}.delete`,
    subject: subjectName(subject),
    details: { deleted, freedBytes, purgeAt, ...(confirmed && { confirmed }) },
  });
  return { freedBytes, deleted, purgeAt };
}

/** See {@link Lifecycle.deleteRun}. */
export const deleteRun = (stores: Stores, run: string, by: string): Promise<Deleted> =>
  deleteSubject(stores, { run }, { by });

/** Rows first, then bytes: whatever is cut off between the two is an artifact that no row needs. */
async function purge(stores: Stores, subject: DeletionSubject): Promise<number> {
  const { hashes } = await stores.registry.deleted.purge(0, subject);
  return freeUnreferenced(stores, hashes);
}

/** See {@link Lifecycle.purgeDeleted}. */
export async function purgeDeleted(
  stores: Stores,
  { now = false, by = 'system' }: { now?: boolean; by?: string } = {},
): Promise<number> {
  const { registry, deleteWaitDays } = stores;
  const { deleted, hashes } = await registry.deleted.purge(now ? 0 : deleteWaitDays * day);
  const freedBytes = await freeUnreferenced(stores, hashes);
  if (deleted.length > 0)
    await registry.audit.append({
      by,
      action: 'deleted.purge',
      subject: 'deleted',
      details: { deleted, freedBytes },
    });
  return freedBytes;
}

/** See {@link Lifecycle.listDeleted}. */
export async function listDeleted(
  { registry, deleteWaitDays }: Stores,
  query: PageQuery,
): Promise<DeletedPage> {
  const page = await registry.deleted.list(query);
  const purgeAt = (deletedAt: string) => new Date(Date.parse(deletedAt) + deleteWaitDays * day).toISOString();
  const items = page.items.map((item) => ({ ...item, purgeAt: purgeAt(item.deletedAt) }));
  return { ...page, items, waitDays: deleteWaitDays };
}

import { isOver, type JobView, type Restored } from '@millwright/contracts';
import type { DeletionSubject } from '@millwright/registry';
import { enqueueInspection, inspectionJobId } from './datasets.ts';
import { nounOf, subjectName } from './deletions.ts';
import type { Stores } from './stores.ts';

/** See {@link Lifecycle.restore}. */
export async function restore(stores: Stores, subject: DeletionSubject, by: string): Promise<Restored> {
  const { registry } = stores;
  const restored = await registry.deleted.restore(subject);
  await registry.audit.append({
    by,
    action: `${nounOf(subject)}.restore`,
    subject: subjectName(subject),
    details: { restored },
  });
  if ('dataset' in subject) await goOnInspecting(stores, subject.dataset);
  return { restored };
}

/** An inspection that a deletion stopped is taken up again. */
async function goOnInspecting(stores: Stores, name: string): Promise<void> {
  const { registry, jobs } = stores;
  for (const version of await registry.datasets.versions(name)) {
    if (version.state !== 'received' && version.state !== 'inspecting') continue;
    const id = inspectionJobId(version);
    const job: JobView | null = await jobs.get(id);
    if (job === null) await enqueueInspection(stores, version);
    else if (isOver(job.state)) await jobs.retry(id);
  }
}

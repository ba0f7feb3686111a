import {
  AppError,
  inspectDataset,
  type DatasetVersionView,
  type Deleted,
  type DeriveVersion,
  type ImportDataset,
  type ImportResult,
  type ItemProblem,
  type SourceFile,
} from '@millwright/contracts';
import { deleteSubject } from './deletions.ts';
import { freeUnreferenced, type Stores } from './stores.ts';

/** Job of an inspection: known by the version and the time it was made, for a name comes again after a deletion. */
export const inspectionJobId = ({ dataset, version, createdAt }: DatasetVersionView): string =>
  `inspect-${dataset}-${version}-${Date.parse(createdAt)}`;

export async function enqueueInspection(
  { jobs }: Stores,
  version: DatasetVersionView,
): Promise<ImportResult> {
  const { dataset, version: number } = version;
  const job = await jobs.enqueue(
    inspectDataset,
    { dataset, version: number },
    { id: inspectionJobId(version) },
  );
  return { dataset, version: number, job: job.id };
}

/** See {@link Lifecycle.receiveDataset}. */
export async function receiveDataset(
  stores: Stores,
  { name, kind, split }: ImportDataset,
  files: readonly SourceFile[],
  by: string,
): Promise<ImportResult> {
  const { registry } = stores;
  let version: DatasetVersionView;
  try {
    if (files.length === 0) throw new AppError('dataset.empty', { file: name });
    version = await registry.datasets.receive({ name, kind, sources: files, split });
  } catch (error) {
    await freeUnreferenced(
      stores,
      files.map(({ hash }) => hash),
    );
    throw error;
  }
  await registry.audit.append({
    by,
    action: 'dataset.receive',
    subject: `dataset:${name}@${version.version}`,
    details: { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
  });
  return enqueueInspection(stores, version);
}

/** See {@link Lifecycle.cancelInspection}. */
export async function cancelInspection(
  stores: Stores,
  name: string,
  number: number,
  by: string,
): Promise<void> {
  const { registry, jobs } = stores;
  const version = await registry.datasets.version(name, number);
  const { hashes } = await registry.datasets.reject(name, number, { code: 'request.cancelled', params: {} });
  await registry.audit.append({
    by,
    action: 'dataset.cancel',
    subject: `dataset:${name}@${number}`,
    details: {},
  });
  await jobs.cancel(inspectionJobId(version));
  await freeUnreferenced(stores, hashes);
}

/** See {@link Lifecycle.giveUpInspection}. */
export async function giveUpInspection(
  stores: Stores,
  name: string,
  number: number,
  error: ItemProblem,
): Promise<void> {
  try {
    const { hashes } = await stores.registry.datasets.reject(name, number, error);
    await freeUnreferenced(stores, hashes);
  } catch (cause) {
    if (!(cause instanceof AppError && cause.code.startsWith('dataset.'))) throw cause; // over or gone already
  }
}

/** See {@link Lifecycle.deriveVersion}. */
export async function deriveVersion(
  stores: Stores,
  name: string,
  { from, exclude, excludeFindings }: DeriveVersion,
  by: string,
): Promise<ImportResult> {
  const { registry } = stores;
  const { rows } = await registry.datasets.ready(name, from);
  const excluded = new Set(exclude);
  for (const index of exclude)
    if (index >= rows) throw new AppError('dataset.no-item', { dataset: `${name}@${from}`, index });
  for (const kind of excludeFindings)
    for (const index of (await registry.datasets.finding(name, from, kind))?.excludable ?? [])
      excluded.add(index);
  if (excluded.size === 0) throw new AppError('dataset.nothing-excluded', { dataset: `${name}@${from}` });
  const version = await registry.datasets.derive(
    name,
    from,
    [...excluded].sort((a, b) => a - b),
  );
  await registry.audit.append({
    by,
    action: 'dataset.derive',
    subject: `dataset:${name}@${version.version}`,
    details: { from, excluded: excluded.size },
  });
  return enqueueInspection(stores, version);
}

/** See {@link Lifecycle.deleteDataset}. */
export async function deleteDataset(
  stores: Stores,
  name: string,
  by: string,
  { confirmed = false, version }: { confirmed?: boolean; version?: number } = {},
): Promise<Deleted> {
  const { registry, jobs } = stores;
  const going =
    version === undefined
      ? await registry.datasets.versions(name)
      : [await registry.datasets.version(name, version)];
  const deleted = await deleteSubject(stores, { dataset: name, version }, { by, confirmed });
  for (const one of going)
    if (one.state === 'received' || one.state === 'inspecting') await jobs.cancel(inspectionJobId(one));
  return deleted;
}

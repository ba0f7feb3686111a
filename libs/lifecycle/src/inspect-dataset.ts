import {
  AppError,
  toAppError,
  type DatasetItem,
  type DatasetVersionView,
  type ImageProfile,
  type ItemProblem,
  type VersionState,
} from '@millwright/contracts';
import { imageFindings, imageFingerprint, type ImageFingerprint } from '@millwright/preprocessing';
import { readUpload } from '@millwright/readers';
import { contentHash } from './content-hash.ts';
import { examine, type Examined, type LeftOut } from './examine.ts';
import { streamExamples } from './examples.ts';
import { imageProfile, unreadableFinding } from './image-profile.ts';
import { inOrder } from './in-order.ts';
import type { Work } from './lifecycle.ts';
import { openScratchFolder, type ScratchFolder } from './scratch.ts';
import { freeUnreferenced, itemsOf, type Stores } from './stores.ts';
import { openSources } from './upload-sources.ts';

/** Pictures looked at at a time, and kept before their rows and bytes are written. */
const width = 4;
const batch = { pictures: 64, bytes: 32 * 2 ** 20 } as const;
/** Share of the progress that looking at pictures takes; the rest is judging them together. */
const looking = 95;
/** Fewest usable pictures of a class: one to learn from and one to be judged on. */
const leastOfClass = 2;

/** A picture of the version and what it is recognised by. */
interface Seen {
  readonly item: DatasetItem;
  readonly fingerprint: ImageFingerprint;
}

/** Everything an inspection works with. */
interface Inspection {
  readonly stores: Stores;
  readonly version: DatasetVersionView;
  readonly work: Work;
  readonly scratch: ScratchFolder;
  readonly seen: Seen[];
  readonly problems: ItemProblem[];
  /** Artifacts of the upload, and of pictures that were put since the last look. */
  readonly held: Set<string>;
  expected: number;
  readonly startedAt: number;
  reportedAt: number;
}

/** See {@link Lifecycle.inspectDataset}. */
export async function inspectDataset(
  stores: Stores,
  name: string,
  number: number,
  work: Work,
): Promise<void> {
  const version = await begin(stores, name, number);
  if (!version) return;
  const scratch = openScratchFolder(stores.scratchDirectory, `inspect-${name}@${number}`, work.attempt);
  const inspection: Inspection = {
    stores,
    version,
    work,
    scratch,
    seen: [],
    problems: [],
    held: new Set(),
    expected: version.rows,
    startedAt: performance.now(),
    reportedAt: 0,
  };
  try {
    await report(inspection, 'inspecting', 0, null);
    if (version.parent === null) await lookAtUpload(inspection);
    else await lookAgain(inspection);
    await finish(inspection);
  } catch (error) {
    await endAfter(error, inspection);
  } finally {
    scratch.remove();
  }
}

/** Takes the inspection up; null where it is over or the version is gone, because its job came twice or too late. */
async function begin({ registry }: Stores, name: string, number: number): Promise<DatasetVersionView | null> {
  try {
    return await registry.datasets.beginInspection(name, number);
  } catch (error) {
    if (error instanceof AppError && ['dataset.immutable', 'dataset.not-found'].includes(error.code))
      return null;
    throw error;
  }
}

async function report(
  { version: { dataset, version }, work }: Inspection,
  state: VersionState,
  progress: number,
  remainingSeconds: number | null,
): Promise<void> {
  await work.report({ type: 'dataset', dataset, version, state, progress, remainingSeconds });
}

/**
 * Says how far the looking is, at most twice a second.
 *
 * @throws AppError `request.cancelled` once the version is no longer being inspected
 */
async function tell(inspection: Inspection, done: number): Promise<void> {
  const { stores, version, work } = inspection;
  work.signal.throwIfAborted();
  const now = performance.now();
  if (now - inspection.reportedAt < 500) return;
  inspection.reportedAt = now;
  const expected = Math.max(inspection.expected, done, 1);
  const progress = (looking * done) / expected;
  const remainingSeconds = ((now - inspection.startedAt) / 1000 / Math.max(1, done)) * (expected - done);
  const live = { progress, remainingSeconds };
  if (!(await stores.registry.datasets.progress(version.dataset, version.version, live)))
    throw new AppError('request.cancelled');
  await report(inspection, 'inspecting', progress, remainingSeconds);
}

/** Reads the upload picture by picture; rows and bytes are written a batch at a time. */
async function lookAtUpload(inspection: Inspection): Promise<void> {
  const { stores, version, work, scratch, seen, problems, held } = inspection;
  const { files, split } = await stores.registry.datasets.sources(version.dataset, version.version);
  for (const { hash } of files) held.add(hash);
  const entries = await openSources(stores, files, scratch);
  const upload = readUpload(entries, {
    split,
    signal: work.signal,
    onExpected: (pictures) => (inspection.expected = pictures),
  });
  let waiting: Examined[] = [];
  let bytes = 0;
  const write = async (): Promise<void> => {
    await keep(inspection, waiting);
    [waiting, bytes] = [[], 0];
  };
  for await (const result of inOrder<Parameters<typeof examine>[0], Examined | LeftOut>(
    upload,
    width,
    examine,
  )) {
    if (result.ok) {
      waiting.push(result);
      bytes += result.bytes.length;
    } else problems.push(result.problem);
    if (waiting.length >= batch.pictures || bytes >= batch.bytes) await write();
    await tell(inspection, seen.length + waiting.length + problems.length);
  }
  await write();
}

/** Rows first, so that whoever frees bytes at this moment already sees that these are needed. */
async function keep({ stores, version, seen, held }: Inspection, some: readonly Examined[]): Promise<void> {
  const { registry, artifacts } = stores;
  const items = some.map(({ item }, i) => ({ index: seen.length + i, ...item }));
  for (const { hash } of items) held.add(hash);
  await registry.items.add(version.dataset, version.version, items);
  await Promise.all(some.map(({ bytes, item }) => artifacts.putBytes(bytes, { name: item.path })));
  some.forEach(({ fingerprint }, i) => seen.push({ item: items[i], fingerprint }));
}

/** A derived version: its rows and bytes are there, its findings are not. */
async function lookAgain(inspection: Inspection): Promise<void> {
  const { stores, version, work, seen } = inspection;
  const items = await itemsOf(stores, version.dataset, version.version);
  inspection.expected = items.length;
  for await (const { image, item } of streamExamples(stores, items, { signal: work.signal })) {
    seen.push({ item, fingerprint: imageFingerprint(image) });
    await tell(inspection, seen.length);
  }
}

/** Judges the pictures together; the version becomes ready, and the archives they came in are released. */
async function finish(inspection: Inspection): Promise<void> {
  const { stores, version, seen, problems, held } = inspection;
  const { registry } = stores;
  const items = seen.map(({ item }) => item);
  const profile = imageProfile(items);
  requireLearnable(inspection, profile);
  await report(inspection, 'inspecting', looking, null);
  const hash = contentHash(items);
  await requireNew(inspection, hash);
  const findings = imageFindings(seen.map(({ item, fingerprint }) => ({ ...item, fingerprint })));
  await registry.datasets.finish(version.dataset, version.version, {
    contentHash: hash,
    profile,
    findings: [...unreadableFinding(problems), ...findings],
    problems,
    rejected: problems.length,
  });
  await freeUnreferenced(stores, [...held]);
  await registry.audit.append({
    by: 'system',
    action: 'dataset.ready',
    subject: `dataset:${version.dataset}@${version.version}`,
    details: { pictures: items.length, rejected: problems.length, contentHash: hash },
  });
  await report(inspection, 'ready', 100, 0);
}

/** @throws AppError what keeps anything from being learned of these pictures */
function requireLearnable({ version, problems, seen }: Inspection, { classes }: ImageProfile): void {
  if (seen.length === 0) {
    const archive = problems.find(({ code }) => code.startsWith('archive.') || code.startsWith('idx.'));
    throw archive
      ? new AppError(archive.code, archive.params)
      : new AppError('dataset.empty', { file: problems[0]?.file ?? version.dataset });
  }
  if (classes.length === 1) throw new AppError('dataset.single-class', { label: classes[0].label });
  const small = classes.find(({ total }) => total < leastOfClass);
  if (small)
    throw new AppError('dataset.class-too-small', {
      label: small.label,
      count: small.total,
      minimum: leastOfClass,
    });
}

/** @throws AppError `dataset.duplicate` where a version of this dataset holds the very same pictures */
async function requireNew({ stores, version }: Inspection, hash: string): Promise<void> {
  const versions = await stores.registry.datasets.versions(version.dataset);
  const same = versions.find((other) => other.state === 'ready' && other.contentHash === hash);
  if (same) throw new AppError('dataset.duplicate', { dataset: same.dataset, version: same.version });
}

/**
 * What is left after an inspection that did not end well: a rejected version with its reason and no bytes, or, where
 * the job comes again, everything as it is.
 *
 * @throws the error again where the job comes again or where it is none of ours, so that the log shows it
 */
async function endAfter(error: unknown, inspection: Inspection): Promise<void> {
  const { stores, version, work, problems, held } = inspection;
  const { registry } = stores;
  const state = await registry.datasets.version(version.dataset, version.version).then(
    (current) => current.state,
    () => 'rejected' as const,
  );
  if (state === 'inspecting') {
    if (work.signal.aborted || work.willRetry(error)) throw error;
    const { code, params } = toAppError(error);
    const { hashes } = await registry.datasets.reject(
      version.dataset,
      version.version,
      { code, params },
      problems,
    );
    await freeUnreferenced(stores, hashes);
    await registry.audit.append({
      by: 'system',
      action: 'dataset.rejected',
      subject: `dataset:${version.dataset}@${version.version}`,
      details: { code },
    });
  }
  await freeUnreferenced(stores, [...held]);
  await report(inspection, 'rejected', 100, 0);
  if (state === 'inspecting' && !(error instanceof AppError)) throw error;
}

import {
  AppError,
  showProblem,
  type DatasetKind,
  type DatasetVersionView,
  type Finding,
  type FindingKind,
  type ImageProfile,
  type ItemProblem,
  type Locale,
  type VersionState,
} from '@millwright/contracts';
import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';

const summary = { kind: true, severity: true, count: true, details: true, excludable: true } as const;

/** What a view of a version is made from; groups of findings, which may be long, stay in the database. */
export const versionParts = {
  dataset: { select: { name: true, kind: true } },
  findings: { select: summary, orderBy: { place: 'asc' } },
} as const satisfies Prisma.DatasetVersionInclude;
export type VersionRow = Prisma.DatasetVersionGetPayload<{ include: typeof versionParts }>;

export const shownLimit = 100;

export function toVersionView(row: VersionRow, locale: Locale): DatasetVersionView {
  const problems = row.problems as unknown as ItemProblem[];
  const error = row.error as unknown as ItemProblem | null;
  return {
    dataset: row.dataset.name,
    version: row.version,
    kind: row.dataset.kind as DatasetKind,
    state: row.state as VersionState,
    progress: row.progress,
    remainingSeconds: row.remainingSeconds,
    createdAt: row.createdAt.toISOString(),
    contentHash: row.contentHash,
    rows: row.rows,
    rejected: row.rejected,
    profile: row.profile as unknown as ImageProfile | null,
    findings: row.findings.map(({ excludable, ...finding }) => ({
      kind: finding.kind as FindingKind,
      severity: finding.severity as Finding['severity'],
      count: finding.count,
      details: finding.details as Finding['details'],
      excludableCount: excludable.length,
    })),
    problems: problems.slice(0, shownLimit).map((problem) => showProblem(problem, locale)),
    parent: row.parent,
    excluded: row.excluded,
    error: error === null ? null : showProblem(error, locale),
  };
}

/** @throws AppError `dataset.not-found` naming the dataset, or the version where the dataset exists */
export async function findVersion(db: Database, name: string, version: number): Promise<VersionRow> {
  const row = await db.datasetVersion.findFirst({
    where: { version, dataset: { name }, deletedAt: null },
    include: versionParts,
  });
  if (row === null) throw new AppError('dataset.not-found', { dataset: `${name}@${version}` });
  return row;
}

/** @throws AppError `dataset.not-ready` */
export function requireReady(row: VersionRow): VersionRow {
  if (row.state === 'ready') return row;
  const { state, version, dataset } = row;
  throw new AppError('dataset.not-ready', { dataset: dataset.name, version, state });
}

export const immutable = (row: VersionRow): AppError =>
  new AppError('dataset.immutable', { dataset: row.dataset.name, version: row.version, state: row.state });

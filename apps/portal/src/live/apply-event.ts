import { isOver, type JobView, type LogLine, type MetricPoint, type Page } from '@millwright/contracts';
import type {
  DatasetView,
  DatasetVersionView,
  PlatformEvent,
  RunDetail,
  RunView,
} from '@millwright/contracts';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

type RunEvent = Extract<PlatformEvent, { type: 'run' }>;
type DatasetEvent = Extract<PlatformEvent, { type: 'dataset' }>;

/**
 * Brings what the pages hold up to date with one event, without asking again; what an event does not carry (figures,
 * findings, a new model) is asked for once the work is over.
 */
export function applyEvent(cache: QueryClient, event: PlatformEvent): void {
  if (event.type === 'run') applyRun(cache, event);
  else if (event.type === 'dataset') applyDataset(cache, event);
  else void cache.invalidateQueries({ queryKey: ['models'] });
}

/** A run with an event's news; points and lines that came twice are kept once. */
export function withRunNews(run: RunDetail, event: RunEvent): RunDetail {
  return {
    ...run,
    ...live(event),
    stage: event.stage,
    points: mergedBy(pointKey, run.points, event.points),
    log: mergedBy((line: LogLine) => String(line.seq), run.log, event.log).sort((a, b) => a.seq - b.seq),
  };
}

function applyRun(cache: QueryClient, event: RunEvent): void {
  const over = isOver(event.state);
  cache.setQueryData<RunDetail>(['runs', 'one', event.run], (run) => run && withRunNews(run, event));
  const known = patchPages<RunView>(cache, ['runs', 'list'], (run) =>
    run.id === event.run ? { ...run, ...live(event), stage: event.stage } : run,
  );
  const jobKnown = patchJobs(cache, event, (job) => job.payload.runId === event.run);
  if (over || !known) void cache.invalidateQueries({ queryKey: ['runs'] });
  if (over || !jobKnown) void cache.invalidateQueries({ queryKey: ['jobs'] });
  if (event.state === 'completed') void cache.invalidateQueries({ queryKey: ['models'] });
}

function applyDataset(cache: QueryClient, event: DatasetEvent): void {
  const over = event.state === 'ready' || event.state === 'rejected';
  const isMeant = (view: DatasetVersionView) =>
    view.dataset === event.dataset && view.version === event.version;
  const patch = (view: DatasetVersionView) => (isMeant(view) ? { ...view, ...live(event) } : view);
  const patchOne = (set: DatasetView): DatasetView => ({ ...set, latest: patch(set.latest) });
  cache.setQueryData<DatasetVersionView>(
    ['datasets', 'version', event.dataset, event.version],
    (view) => view && patch(view),
  );
  cache.setQueryData<DatasetView>(['datasets', 'one', event.dataset], (set) => set && patchOne(set));
  patchPages<DatasetView>(cache, ['datasets', 'list'], patchOne);
  const state = over ? 'completed' : 'running';
  const jobKnown = patchJobs(
    cache,
    { ...event, state },
    ({ payload }) => payload.dataset === event.dataset && payload.version === event.version,
  );
  if (over) void cache.invalidateQueries({ queryKey: ['datasets'] });
  if (over || !jobKnown) void cache.invalidateQueries({ queryKey: ['jobs'] });
}

const live = <S extends string>(event: { state: S; progress: number; remainingSeconds: number | null }) => ({
  state: event.state,
  progress: event.progress,
  remainingSeconds: event.remainingSeconds,
});

const pointKey = (point: MetricPoint) => `${point.name} ${point.step}`;

function mergedBy<T>(keyOf: (value: T) => string, old: readonly T[], news: readonly T[]): T[] {
  if (news.length === 0) return [...old];
  return [...new Map([...old, ...news].map((value) => [keyOf(value), value])).values()];
}

/** @returns whether any row changed */
function patchPages<T>(cache: QueryClient, queryKey: readonly string[], patch: (row: T) => T): boolean {
  let changed = false;
  const row = (old: T) => {
    const next = patch(old);
    changed ||= next !== old;
    return next;
  };
  cache.setQueriesData<InfiniteData<Page<T>>>({ queryKey }, (data) =>
    data ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(row) })) } : data,
  );
  return changed;
}

function patchJobs(
  cache: QueryClient,
  news: Pick<JobView, 'state' | 'progress'>,
  isMeant: (job: JobView) => boolean,
): boolean {
  const jobs = cache.getQueryData<JobView[]>(['jobs']);
  cache.setQueryData<JobView[]>(['jobs'], (old) =>
    old?.map((job) => (isMeant(job) ? { ...job, state: news.state, progress: news.progress } : job)),
  );
  return jobs?.some(isMeant) ?? true;
}

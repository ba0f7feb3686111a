import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { inspectDataset, isOver, trainRun, type PlatformEvent, type RunDetail } from '@millwright/contracts';
import type { JobEvent, Jobs } from '@millwright/jobs';
import type { Registry } from '@millwright/registry';
import type { Logger } from 'pino';
import { Subject, filter, takeWhile, type Observable } from 'rxjs';
import { JOBS, LOGGER, REGISTRY } from '../platform/tokens.ts';
import { snapshotThenLive } from './live-stream.ts';

/** What happens in the platform, as it happens, in the order in which it happened. */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly live = new Subject<PlatformEvent>();
  private readonly unsubscribe: () => void;
  private last: Promise<void> = Promise.resolve();

  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    // One after the other: looking up the state behind one event must not let a later one overtake it.
    this.unsubscribe = jobs.on((event) => {
      this.last = this.last.then(() => this.pass(event));
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
    this.live.complete();
  }

  /** Tells everybody who listens. */
  tell(event: PlatformEvent): void {
    this.live.next(event);
  }

  /** Everything: first what is going on now, then what happens. */
  all(): Observable<PlatformEvent> {
    return snapshotThenLive(() => this.unfinished(), this.live);
  }

  /**
   * One run: first all of it (state, curves, log), then what is added; ends when the run is over. What falls between
   * both may come twice: points are the same by name and step, log lines by `seq`.
   *
   * @throws AppError `run.not-found`
   */
  async ofRun(id: string): Promise<Observable<PlatformEvent>> {
    await this.registry.runs.get(id);
    const live = this.live.pipe(filter((event) => event.type === 'run' && event.run === id));
    return snapshotThenLive(async () => [runEvent(await this.registry.runs.detail(id))], live).pipe(
      takeWhile((event) => !(event.type === 'run' && isOver(event.state)), true),
    );
  }

  private async pass(event: JobEvent): Promise<void> {
    try {
      const news = event.event ?? (await this.stateBehind(event));
      if (news) this.live.next(news);
    } catch (err) {
      this.logger.warn({ err, job: event.id }, 'events.lookup-failed');
    }
  }

  /** A job changed its state: what became of the run or the dataset version it works on. */
  private async stateBehind({ id, name }: JobEvent): Promise<PlatformEvent | null> {
    const payload = (await this.jobs.get(id))?.payload;
    if (!payload) return null;
    if (name === trainRun.name) return this.runNow(trainRun.payload.parse(payload).runId);
    if (name !== inspectDataset.name) return null;
    const { dataset, version } = inspectDataset.payload.parse(payload);
    return datasetEvent(await this.registry.datasets.version(dataset, version));
  }

  private async runNow(id: string): Promise<PlatformEvent> {
    return runEvent({ ...(await this.registry.runs.get(id)), points: [], log: [] });
  }

  private async unfinished(): Promise<PlatformEvent[]> {
    const [running, pending, datasets] = await Promise.all([
      this.registry.runs.list({ state: 'running', limit: 500 }),
      this.registry.runs.list({ state: 'pending', limit: 500 }),
      this.registry.datasets.list({ limit: 500 }),
    ]);
    const inWork = datasets.items.map(({ latest }) => latest).filter(({ state }) => !isSettled(state));
    const runs = [...running.items, ...pending.items].map((run) => runEvent({ ...run, points: [], log: [] }));
    return [...inWork.map(datasetEvent), ...runs];
  }
}

const isSettled = (state: string): boolean => state === 'ready' || state === 'rejected';

type VersionInWork = Pick<
  Extract<PlatformEvent, { type: 'dataset' }>,
  'dataset' | 'version' | 'state' | 'progress' | 'remainingSeconds'
>;

const datasetEvent = ({
  dataset,
  version,
  state,
  progress,
  remainingSeconds,
}: VersionInWork): PlatformEvent => ({
  type: 'dataset',
  dataset,
  version,
  state,
  progress,
  remainingSeconds,
});

const runEvent = (run: RunDetail): PlatformEvent => ({
  type: 'run',
  run: run.id,
  state: run.state,
  stage: run.stage,
  progress: run.progress,
  remainingSeconds: run.remainingSeconds,
  points: run.points,
  log: run.log,
});

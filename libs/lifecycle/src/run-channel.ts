import type { LogLine, MetricPoint, RunStage, RunState } from '@millwright/contracts';
import type { NewLogLine, NewPoint, Registry } from '@millwright/registry';
import type { Work } from './lifecycle.ts';

/** Least time between two writes of a run's progress [ms]. */
const rhythm = 500;

/** Where a run stands, as its row and its `run` events say. */
interface Standing {
  stage: RunStage;
  progress: number;
  remainingSeconds: number | null;
  engine?: string;
}

/**
 * What a running fit says about itself, gathered and written at a steady rhythm: figures and log lines to the registry,
 * then one `run` event with the same. A fit may speak as often as it likes.
 */
export class RunChannel {
  private readonly standing: Standing = { stage: 'preparing', progress: 0, remainingSeconds: null };
  private points: NewPoint[] = [];
  private lines: NewLogLine[] = [];
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  /** @param stopped - called once the run is no longer `running` in the registry: somebody cancelled or deleted it */
  constructor(
    private readonly registry: Registry,
    private readonly runId: string,
    private readonly work: Work,
    private readonly stopped: () => void,
  ) {}

  /** @param progress - 0..100 */
  progress(stage: RunStage, progress: number, remainingSeconds: number | null): void {
    Object.assign(this.standing, {
      stage,
      progress: Math.min(100, Math.max(this.standing.progress, progress)),
      remainingSeconds,
    });
    this.schedule();
  }

  /** The engine that computes; kept with the next write. */
  engine(name: string): void {
    this.standing.engine = name;
    this.schedule();
  }

  metric(name: string, step: number, value: number): void {
    const at = new Date().toISOString();
    if (Number.isFinite(value)) this.points.push({ name, step, value, at });
    else this.log('metric.not-finite', { name, step, value: String(value) }, 'warning');
    this.schedule();
  }

  log(event: string, data: NewLogLine['data'] = {}, level: NewLogLine['level'] = 'info'): void {
    this.lines.push({ event, data, level, at: new Date().toISOString() });
    this.schedule();
  }

  /**
   * Writes what has gathered.
   *
   * @throws what went wrong in this write or in one in the background before it
   */
  async flush(state: RunState = 'running'): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing
      .then(() => this.write(state))
      .catch((error: unknown) => {
        this.failure ??= error;
      });
    await this.writing;
    const failure = this.failure;
    this.failure = null;
    if (failure !== null) throw failure as Error;
  }

  /** Ends the rhythm; what is still gathered is dropped unless it was flushed. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.writing;
  }

  private schedule(): void {
    if (this.timer || this.closed) return;
    this.timer = setTimeout(() => {
      this.flush().catch((error: unknown) => {
        this.failure ??= error; // thrown by the next flush that somebody waits for
      });
    }, rhythm);
  }

  private async write(state: RunState): Promise<void> {
    const [points, lines] = [this.points, this.lines];
    [this.points, this.lines] = [[], []];
    const written: MetricPoint[] =
      points.length > 0 ? await this.registry.runs.addPoints(this.runId, points) : [];
    const logged: LogLine[] = lines.length > 0 ? await this.registry.runs.addLog(this.runId, lines) : [];
    const { stage, progress, remainingSeconds } = this.standing;
    if (state === 'running' && !(await this.registry.runs.progress(this.runId, this.standing)))
      this.stopped();
    await this.work.report({
      type: 'run',
      run: this.runId,
      state,
      stage,
      progress,
      remainingSeconds,
      points: written,
      log: logged,
    });
  }
}

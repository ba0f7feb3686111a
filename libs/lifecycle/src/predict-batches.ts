import { AppError } from '@millwright/contracts';

export interface BatchBounds {
  /** Most inputs of one call. */
  readonly size: number;
  /** How long a question waits for others while its model is idle [ms]; 0: it does not. */
  readonly waitMs: number;
}

/** An answer and what it cost: the time of the call, shared by its inputs [s]. */
export interface Timed<Answer> {
  readonly answer: Answer;
  readonly seconds: number;
}

interface Predicts<Input, Answer> {
  predict(inputs: readonly Input[]): Promise<Answer[]>;
}

interface Question<Input, Answer> {
  readonly inputs: readonly Input[];
  resolve(answers: Timed<Answer>[]): void;
  reject(error: unknown): void;
}

const cancelled = () => new AppError('request.cancelled');

/**
 * Puts questions that come at about the same time to the same loaded model into one call of it. A model is called by
 * one batch at a time; what comes meanwhile is the next batch. Where a batch fails its questions are asked one by one,
 * so that only the one at fault hears of it.
 */
export class PredictBatches<Input, Answer> {
  private readonly queues = new Map<Predicts<Input, Answer>, Queue<Input, Answer>>();
  private isClosed = false;

  constructor(private readonly bounds: BatchBounds) {}

  /**
   * The answers of a model, in the order of the inputs. The caller keeps the model loaded until then.
   *
   * @throws AppError `request.cancelled` where the signal aborts before the model was called, or after `close`
   */
  async predict(
    model: Predicts<Input, Answer>,
    inputs: readonly Input[],
    signal?: AbortSignal,
  ): Promise<Timed<Answer>[]> {
    const answers: Timed<Answer>[] = [];
    for (let from = 0; from < inputs.length; from += this.bounds.size)
      answers.push(...(await this.ask(model, inputs.slice(from, from + this.bounds.size), signal)));
    return answers;
  }

  /** Turns away whatever waits; a call under way comes to its end. */
  close(): void {
    this.isClosed = true;
    for (const queue of this.queues.values()) queue.clear();
  }

  private async ask(
    model: Predicts<Input, Answer>,
    inputs: readonly Input[],
    signal: AbortSignal | undefined,
  ): Promise<Timed<Answer>[]> {
    if (this.isClosed || signal?.aborted) throw cancelled();
    const queue = this.queueOf(model);
    let leave = () => {};
    try {
      return await new Promise<Timed<Answer>[]>((resolve, reject) => {
        const question = { inputs, resolve, reject };
        leave = () => queue.leave(question);
        signal?.addEventListener('abort', leave);
        queue.add(question);
      });
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  private queueOf(model: Predicts<Input, Answer>): Queue<Input, Answer> {
    const known = this.queues.get(model);
    if (known) return known;
    const queue = new Queue(model, this.bounds, () => this.queues.delete(model));
    this.queues.set(model, queue);
    return queue;
  }
}

/** What waits for one model. */
class Queue<Input, Answer> {
  private waiting: Question<Input, Answer>[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isCalling = false;

  constructor(
    private readonly model: Predicts<Input, Answer>,
    private readonly bounds: BatchBounds,
    private readonly idle: () => void,
  ) {}

  add(question: Question<Input, Answer>): void {
    this.waiting.push(question);
    if (this.isCalling) return;
    const isFull = countOf(this.waiting) >= this.bounds.size;
    if (isFull || this.bounds.waitMs === 0) void this.call();
    else this.timer ??= setTimeout(() => void this.call(), this.bounds.waitMs);
  }

  leave(question: Question<Input, Answer>): void {
    if (!this.waiting.includes(question)) return;
    this.waiting = this.waiting.filter((one) => one !== question);
    question.reject(cancelled());
    if (this.waiting.length === 0 && !this.isCalling) this.rest();
  }

  clear(): void {
    for (const question of this.waiting) this.leave(question);
  }

  private async call(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isCalling = true;
    while (this.waiting.length > 0) await askTogether(this.model, this.take());
    this.isCalling = false;
    this.rest();
  }

  /** The questions that came first, as many as fit into a call. */
  private take(): Question<Input, Answer>[] {
    let [questions, inputs] = [0, 0];
    for (const question of this.waiting) {
      inputs += question.inputs.length;
      if (inputs > this.bounds.size) break;
      questions++;
    }
    return this.waiting.splice(0, questions);
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.idle();
  }
}

const countOf = (questions: readonly Question<unknown, never>[]): number =>
  questions.reduce((sum, { inputs }) => sum + inputs.length, 0);

async function askTogether<Input, Answer>(
  model: Predicts<Input, Answer>,
  questions: readonly Question<Input, Answer>[],
): Promise<void> {
  try {
    const inputs = questions.flatMap((question) => question.inputs);
    const started = performance.now();
    const answers = await model.predict(inputs);
    const seconds = (performance.now() - started) / 1000 / inputs.length;
    const timed = answers.map((answer) => ({ answer, seconds }));
    for (const { inputs, resolve } of questions) resolve(timed.splice(0, inputs.length));
  } catch (error) {
    if (questions.length === 1) questions[0].reject(error);
    else for (const question of questions) await askTogether(model, [question]);
  }
}

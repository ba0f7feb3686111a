import type { Bilingual, Locale } from '@millwright/contracts';
import type { Failure } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

export const words = (en: string, zh: string): Bilingual => ({ en, zh });

/** What a command says: one JSON object or a table on stdout, everything on the way on stderr. */
export class Voice {
  private lineIsOpen = false;
  private lastProgress = '';

  constructor(
    private readonly surroundings: Surroundings,
    readonly locale: Locale,
    private readonly json: boolean,
  ) {}

  say(text: Bilingual): string {
    return text[this.locale];
  }

  /** The result of a command. */
  result(value: object, forPeople: () => string): void {
    this.endLine();
    this.surroundings.stdout.write(this.json ? `${JSON.stringify(value)}\n` : `${forPeople()}\n`);
  }

  /** A remark on the way. */
  note(text: string): void {
    this.endLine();
    this.surroundings.stderr.write(`${text}\n`);
  }

  /** What is being done, how far it is [0..100] and about how long still [s]; rewrites its own line on a terminal. */
  progress(what: string, percent: number, remainingSeconds: number | null): void {
    const remaining = remainingSeconds === null ? '' : `, ${this.remaining(remainingSeconds)}`;
    const line = `${what}: ${Math.floor(percent)} %${remaining}`;
    const isTerminal = this.surroundings.stderr.isTTY === true;
    // A log gets a line per tenth, a terminal gets them all.
    const step = isTerminal ? line : `${what} ${Math.floor(percent / 10)}`;
    if (step === this.lastProgress) return;
    this.lastProgress = step;
    this.surroundings.stderr.write(isTerminal ? `\r\x1b[2K${line}` : `${line}\n`);
    this.lineIsOpen = isTerminal;
  }

  failure(failure: Pick<Failure, 'code' | 'message' | 'hint' | 'problems'>): void {
    this.endLine();
    const { code, message, hint, problems } = failure;
    for (const problem of problems.slice(0, 20))
      this.note(
        `  ${[problem.file, problem.column].filter(Boolean).join(', ') || problem.code}: ${problem.message}`,
      );
    if (this.json) this.surroundings.stdout.write(`${JSON.stringify({ code, message, hint })}\n`);
    else this.note(`${message}\n${hint}`);
  }

  duration(seconds: number): string {
    if (seconds < 60) return this.say(words(`${Math.round(seconds)} s`, `${Math.round(seconds)} 秒`));
    const minutes = Math.floor(seconds / 60);
    const rest = Math.round(seconds % 60);
    return this.say(words(`${minutes} min ${rest} s`, `${minutes} 分 ${rest} 秒`));
  }

  private remaining(seconds: number): string {
    return this.say(words(`about ${this.duration(seconds)} left`, `约剩 ${this.duration(seconds)}`));
  }

  private endLine(): void {
    if (this.lineIsOpen) this.surroundings.stderr.write('\n');
    this.lineIsOpen = false;
  }
}

// A command that does one of several named things: `npm run COMMAND -- NAME [--option VALUE]… [--json]`. Without a name it
// lists them, or does the one that is done by default. Progress goes to stderr, the result to stdout.
import { parseArgs } from 'node:util';
import { AppError, toAppError, type Bilingual } from '@millwright/contracts';
import { words } from './words.mjs';

/** One of the things a command can do. */
export interface Named {
  readonly name: string;
  readonly summary: Bilingual;
  /** Names of the options it takes, each with a value; `--json` is always there. */
  readonly options: readonly string[];
}

/** Options by name, as they were written. */
export type Options = Readonly<Record<string, string | undefined>>;

export interface CommandByName<T extends Named> {
  /** How it is called, such as `npm run bench -- NAME [--json]`. */
  readonly call: string;
  readonly things: readonly T[];
  /** Name of the thing that is done where none is named. */
  readonly byDefault?: string;
  /** Does it; the result as one JSON object, and as words for a person. */
  run(thing: T, options: Options): Promise<{ readonly json: object; readonly text: string }>;
}

/** A command line that cannot be meant; ends with 2, and with how the command is used. */
export class BadUse extends Error {
  constructor(en: string, zh: string) {
    super(words(en, zh));
  }
}

/** The value of an option as a whole number of at least `least`. @throws BadUse */
export function wholeNumber(option: string, text: string, least = 0): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least)
    throw new BadUse(
      `--${option}: expected a whole number of at least ${least}, received ${text}.`,
      `--${option} 应为不小于 ${least} 的整数，收到 ${text}。`,
    );
  return Number(text);
}

function parsed(
  things: readonly Named[],
  args: readonly string[],
): { name: string | undefined; options: Options; json: boolean } {
  const names = things.flatMap(({ options }) => options);
  const taking = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...taking, json: { type: 'boolean', default: false } },
    });
    if (positionals.length > 1) throw new BadUse('Expected one name.', '只能给一个名称。');
    const { json, ...options } = values;
    return { name: positionals[0], options: options as Options, json: json === true };
  } catch (error) {
    const { message } = error as Error;
    throw error instanceof BadUse ? error : new BadUse(message, message);
  }
}

function usage({ call, things }: CommandByName<Named>): string {
  const width = Math.max(...things.map(({ name }) => name.length)) + 2;
  const line = ({ name, summary }: Named): string =>
    `  ${name.padEnd(width)}${words(summary.en, summary.zh)}`;
  return [call, '', ...things.map(line)].join('\n');
}

async function answer<T extends Named>(command: CommandByName<T>, args: readonly string[]): Promise<string> {
  const { name = command.byDefault, options, json } = parsed(command.things, args);
  if (name === undefined)
    return json ? JSON.stringify({ names: command.things.map((thing) => thing.name) }) : usage(command);
  const thing = command.things.find((one) => one.name === name);
  if (!thing) throw new BadUse(`There is no ${name} here.`, `没有名为 ${name} 的项目。`);
  const strange = Object.keys(options).find((option) => !thing.options.includes(option));
  if (strange) throw new BadUse(`${name} takes no --${strange}.`, `${name} 没有选项 --${strange}。`);
  const result = await command.run(thing, options);
  return json ? JSON.stringify(result.json) : result.text;
}

/** A failure for people on stderr and, with `--json`, for programs as one object on stdout. */
function tell(error: unknown, json: boolean, { stdout, stderr }: Streams): void {
  const failure = toAppError(error);
  const { message, hint } = failure.words(words('en', 'zh') as 'en' | 'zh');
  if (json) stdout.write(`${JSON.stringify({ code: failure.code, message, hint })}\n`);
  stderr.write(`${message} ${hint}\n`);
  if (!(error instanceof AppError)) stderr.write(`${(error as Error).stack ?? String(error)}\n`);
}

/** Where a command writes. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Runs the command and gives its exit code: 0, 2 for bad use, 1 for a failure. */
export async function runByName<T extends Named>(
  command: CommandByName<T>,
  args: readonly string[],
  streams: Streams = process,
): Promise<0 | 1 | 2> {
  try {
    streams.stdout.write(`${await answer(command, args)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BadUse)) {
      tell(error, args.includes('--json'), streams);
      return 1;
    }
    streams.stderr.write(`${error.message}\n\n${usage(command)}\n`);
    return 2;
  }
}

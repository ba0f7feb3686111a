// `npm run reproduce -- NAME [--data DIR] [--seed S] [--json]`: one row of a quality table, end to end, with defaults,
// through the same lifecycle as the product. Progress goes to stderr, the figures to stdout.
import { parseArgs } from 'node:util';
import { AppError, toAppError } from '@millwright/contracts';
import { words } from '../command/words.mjs';
import { imageClasses } from './image-classes.ts';
import { resultTable, type Reproduction, type Wish } from './result.ts';

const reproductions: readonly Reproduction[] = [imageClasses];

class BadUse extends Error {}

const usage = (): string =>
  [
    'npm run reproduce -- NAME [--data DIR] [--seed S] [--model FAMILY/MODEL] [--json]',
    '',
    ...reproductions.map(({ name, summary }) => `  ${name.padEnd(18)}${words(summary.en, summary.zh)}`),
  ].join('\n');

interface Request {
  readonly name: string | undefined;
  readonly wish: Wish;
  readonly json: boolean;
}

function request(): Request {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        seed: { type: 'string', default: '1' },
        model: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (positionals.length > 1) throw new BadUse(words('Expected one name.', '只能给一个名称。'));
    if (!/^\d{1,9}$/.test(values.seed))
      throw new BadUse(
        words(
          `--seed: expected a whole number, received ${values.seed}.`,
          `--seed 应为整数，收到 ${values.seed}。`,
        ),
      );
    const { data, model, json } = values;
    return { name: positionals[0], wish: { data, model, seed: Number(values.seed) }, json };
  } catch (error) {
    throw error instanceof BadUse ? error : new BadUse((error as Error).message);
  }
}

async function main({ name, wish, json }: Request): Promise<void> {
  if (name === undefined) {
    const names = reproductions.map((one) => one.name);
    process.stdout.write(json ? `${JSON.stringify({ names })}\n` : `${usage()}\n`);
    return;
  }
  const chosen = reproductions.find((one) => one.name === name);
  if (!chosen) throw new BadUse(words(`There is no name ${name}.`, `没有名称 ${name}。`));
  const result = await chosen.run(wish);
  process.stdout.write(`${json ? JSON.stringify(result) : resultTable(result)}\n`);
}

/** What went wrong: for programs as one object on stdout, for people on stderr; 2 is bad use, 1 a failure. */
function tell(error: unknown): void {
  if (error instanceof BadUse) {
    process.stderr.write(`${error.message}\n\n${usage()}\n`);
    process.exitCode = 2;
    return;
  }
  const failure = toAppError(error);
  const { message, hint } = failure.words(words('en', 'zh') as 'en' | 'zh');
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ code: failure.code, message, hint })}\n`);
  process.stderr.write(`${message} ${hint}\n`);
  if (!(error instanceof AppError)) process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exitCode = 1;
}

try {
  await main(request());
} catch (error) {
  tell(error);
}

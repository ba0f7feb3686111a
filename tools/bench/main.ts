// `npm run bench -- NAME [--json]`: one comparison with another tool, both sides alternating in one run. Progress goes to
// stderr, the figures to stdout.
import { parseArgs } from 'node:util';
import { AppError, toAppError } from '@millwright/contracts';
import { words } from '../command/words.mjs';
import { benchTable, type Bench } from './bench.ts';
import { imagePreprocessing } from './image-preprocessing.ts';

const benches: readonly Bench[] = [imagePreprocessing];

class BadUse extends Error {}

const usage = (): string =>
  [
    'npm run bench -- NAME [--json]',
    '',
    ...benches.map(({ name, summary }) => `  ${name.padEnd(22)}${words(summary.en, summary.zh)}`),
  ].join('\n');

function request(): { name: string | undefined; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    if (positionals.length > 1) throw new Error(words('Expected one name.', '只能给一个名称。'));
    return { name: positionals[0], json: values.json };
  } catch (error) {
    throw new BadUse((error as Error).message);
  }
}

async function main({ name, json }: { name: string | undefined; json: boolean }): Promise<void> {
  if (name === undefined) {
    const names = benches.map((bench) => bench.name);
    process.stdout.write(`${json ? JSON.stringify({ names }) : usage()}\n`);
    return;
  }
  const bench = benches.find((one) => one.name === name);
  if (!bench) throw new BadUse(words(`There is no comparison named ${name}.`, `没有名为 ${name} 的对比。`));
  const rows = await bench.run();
  process.stdout.write(`${json ? JSON.stringify({ name, rows }) : benchTable(rows)}\n`);
}

/** For programs one object on stdout, for people words on stderr; 2 is bad use, 1 a failure. */
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

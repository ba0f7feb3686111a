// `npm run schemathesis [-- --examples N] [--seed S]`: requests made up from the OpenAPI description, right and wrong ones,
// against an api of its own that holds a data set and a model. Ends with 1 where an answer is a 5xx or not as described.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@millwright/contracts';
import { createClient, finished, inspected } from '@millwright/client';
import { drawParts } from '@millwright/plant';
import { encodePng } from '@millwright/readers';
import { step } from '../command/step.mjs';
import { giveUp } from '../command/words.mjs';
import { startProduct, type StartedProduct } from '../reproduce/processes.ts';

const version = '4.32.5';
const python = process.env.MILLWRIGHT_PYTHON || 'python3';
const program = ['-m', 'schemathesis.cli'];

/**
 * A request of the right form may still ask for what cannot be (422, 409, a cursor of no page), and a method that an address
 * does not have is answered like an address that is not there: 404.
 */
const leftOut = ['positive_data_acceptance', 'unsupported_method'];

/** What the examples of the description are about: without it everything would be "not found". */
async function fill({ url, key }: StartedProduct): Promise<void> {
  const api = createClient({ url, key });
  const files = [...drawParts({ count: 60, seed: 5, size: 32 })].map(({ label, name, image }) => ({
    path: `${label}/${name}.png`,
    bytes: encodePng(image),
  }));
  await inspected(api, await api.importDataset({ form: { name: 'flanges' }, files }));
  const settings = { inputSize: 32, epochs: 1, minSteps: 1, refit: false };
  await finished(
    api,
    await api.startRun({ body: { model: 'vision/defect-net', dataset: 'flanges', settings } }),
  );
}

/** @throws AppError `reference.unavailable` */
function checkProgram(): void {
  const { status, stderr, error } = spawnSync(python, [...program, '--version'], { encoding: 'utf8' });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? `it ended with ${status}`;
  const packages = `schemathesis==${version}`;
  throw new AppError('reference.unavailable', { reference: 'Schemathesis', python, packages, reason });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      examples: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
    },
  });
  checkProgram();
  const words = { en: 'Starting an api with a model', zh: '正在启动带有模型的接口' };
  const product = await step({ name: 'schemathesis', ...words, expected: 15 }, () =>
    startProduct({ HOST: '0.0.0.0' }),
  );
  try {
    await fill(product);
    await product.endTraining(); // hundreds of runs are asked for, and what they come to is no matter of the api
    // First without what takes away, so that there is something to ask about; then with everything.
    const passes = [['--exclude-method', 'DELETE'], []];
    const worst = passes.map((chosen) => {
      const { status } = spawnSync(
        python,
        [
          ...program,
          ...['--config-file', path.join(import.meta.dirname, 'schemathesis.toml')],
          ...['run', `${product.url}/api/openapi.json`, '--header', `x-api-key: ${product.key}`],
          ...['--seed', values.seed, '--max-examples', values.examples, '--generation-database', 'none'],
          // A stream that does not end gives no answer to wait for.
          ...['--exclude-operation-id', 'watchEvents', '--exclude-operation-id', 'watchRun'],
          ...['--request-timeout', '60'],
          ...['--exclude-checks', leftOut.join(','), ...chosen],
        ],
        { stdio: 'inherit', cwd: product.directory }, // it keeps notes where it runs
      );
      return status ?? 1;
    });
    return Math.max(...worst);
  } finally {
    await product.close();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof AppError) process.stderr.write(`${error.message}\n${error.hint}\n`);
  else giveUp(error);
  return 1;
});

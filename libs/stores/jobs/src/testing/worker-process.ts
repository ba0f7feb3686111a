// A real worker process for the tests: its place comes as JSON on the command line; it says `ready` and waits.
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millwright/contracts';
import { handle } from '../handle.ts';
import type { JobsPlace } from '../jobs.ts';
import { startWorker } from '../start-worker.ts';
import { countUp, stepEvent } from './counting-job.ts';

const place = JSON.parse(process.argv[2] ?? '') as JobsPlace & { lockMs: number };
const done = (file: string): number => (fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0);
const say = (word: string): void => void process.stdout.write(`${word}\n`);

const counting = handle(
  countUp,
  async ({ run, steps, stepMs, checkpoint, passing, lasting, deadAt }, job) => {
    say(`attempt ${job.attempt} from ${done(checkpoint)}`);
    if (lasting) throw new AppError('dataset.single-class', { label: 'good' });
    if (job.attempt <= passing) throw new Error('the cable was unplugged');
    for (let step = done(checkpoint) + 1; step <= steps; step += 1) {
      if (job.signal.aborted) say(`stopped at ${step}`);
      job.signal.throwIfAborted();
      if (step === deadAt) process.kill(process.pid, 'SIGKILL');
      await sleep(stepMs);
      fs.writeFileSync(checkpoint, String(step));
      await job.report(stepEvent(run, step, steps));
    }
  },
  ({ checkpoint }) => {
    fs.writeFileSync(checkpoint, 'lost');
    return Promise.resolve();
  },
);

const worker = await startWorker({ ...place, queues: ['data', 'training'], handlers: [counting] });
process.once('SIGTERM', () => void worker.close().then(() => process.exit(0)));
say('ready');

// Our side of a comparison, one engine in a process of its own: a task is prepared once, then measured as often as asked.
// Lines in: { prepare: TASK, warmUp: TIMES, … }, { measure: TIMES }, { peak: true }; a line of JSON out for each.
import fs from 'node:fs';
import { createInterface } from 'node:readline';
import type { EngineName } from '@millwright/network';
import { tasks, type PreparedTask } from './engine-tasks.ts';

const engine = (process.env.MILLWRIGHT_ENGINE || 'auto') as EngineName | 'auto';

/** The most memory that this process held at once. */
function peakBytes(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // no Linux
  }
  return process.resourceUsage().maxRSS * 1024;
}

async function measured({ work }: PreparedTask, times: number): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

let prepared: PreparedTask | undefined;

async function answerTo(request: Readonly<Record<string, unknown>>): Promise<object> {
  if (typeof request.prepare === 'string') {
    prepared = await tasks[request.prepare]({ ...request, engine });
    for (let i = 0; i < Number(request.warmUp); i++) await prepared.work();
    return { weights: prepared.weights, engine: prepared.engine };
  }
  if (request.measure && prepared) return { seconds: await measured(prepared, Number(request.measure)) };
  return { bytes: peakBytes() };
}

const tell = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

tell({ ready: engine });
for await (const line of createInterface({ input: process.stdin }))
  await answerTo(JSON.parse(line) as Record<string, unknown>).then(tell, (error: Error) =>
    tell({ error: error.message }),
  );
process.exit(0); // an engine's threads may not want to end

// `npm run fuzz [-- READER] [--count N] [--seed S]`: damaged files for every reader of foreign bytes. Each has to end in a
// value or in an error of ours, in seconds, without asking for all memory and without leaving anything on the disk.
import path from 'node:path';
import { runByName, wholeNumber, type Named } from '../command/by-name.ts';
import { root } from '../command/step.mjs';
import { say, words } from '../command/words.mjs';
import { fuzz } from './fuzz.ts';
import type { Tally } from './outcome.ts';
import { readers } from './readers.ts';
import { tallyTable } from './table.ts';

interface Trial extends Named {
  readonly readers: readonly string[];
}

const options = ['count', 'seed'] as const;
const all: Trial = {
  name: 'all',
  summary: { en: 'all of them; this is done without a name', zh: '全部；不给名称时即执行' },
  options,
  readers: readers.map(({ name }) => name),
};
const trials: readonly Trial[] = [all, ...readers.map((one) => ({ ...one, options, readers: [one.name] }))];

const keep = path.join(root, 'dist/fuzz');
let faults = 0;

async function trialOf(reader: string, count: number, seed: number): Promise<Tally> {
  let told = Date.now();
  const tally = await fuzz({
    reader,
    count,
    seed,
    keep,
    onProgress(done) {
      if (Date.now() - told < 10_000) return;
      told = Date.now();
      say(words(`${reader}: ${done} of ${count}`, `${reader}：${done} / ${count}`));
    },
  });
  for (const { index, fault } of tally.faults) say(`✗ ${reader} ${seed}/${index}: ${fault}`);
  faults += tally.faults.length;
  return tally;
}

const code = await runByName(
  {
    call: 'npm run fuzz [-- READER] [--count N] [--seed S] [--json]',
    things: trials,
    byDefault: all.name,
    async run({ readers: chosen }: Trial, { count = '10000', seed = '1' }) {
      const tallies: Tally[] = [];
      for (const reader of chosen)
        tallies.push(await trialOf(reader, wholeNumber('count', count, 1), wholeNumber('seed', seed)));
      const where = words(`Inputs at fault are kept in ${keep}.`, `出错的输入保存在 ${keep}。`);
      return { json: { tallies }, text: tallyTable(tallies) + (faults > 0 ? `\n\n${where}` : '') };
    },
  },
  process.argv.slice(2),
);
process.exitCode = code === 0 && faults > 0 ? 1 : code;

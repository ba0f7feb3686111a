// `npm run bench -- NAME [--case CASE] [--json]`: one comparison with another tool, both sides alternating in one run.
import { availableParallelism, cpus } from 'node:os';
import { BadUse, runByName } from '../command/by-name.ts';
import { words } from '../command/words.mjs';
import { benchTable, type Bench } from './bench.ts';
import { imagePreprocessing } from './image-preprocessing.ts';
import { inference } from './inference.ts';
import { registry } from './registry.ts';
import { training } from './training.ts';

const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model ?? process.arch}), Node.js ${process.version}`;

function chosenCases({ cases }: Bench, wanted: string | undefined): readonly string[] {
  if (wanted === undefined) return cases;
  if (cases.includes(wanted)) return [wanted];
  const known = cases.join(', ');
  throw new BadUse(
    `--case: expected one of ${known}, received ${wanted}.`,
    `--case 应为 ${known} 之一，收到 ${wanted}。`,
  );
}

process.exitCode = await runByName(
  {
    call: 'npm run bench -- NAME [--case CASE] [--json]',
    things: [training, inference, imagePreprocessing, registry],
    async run(bench: Bench, { case: wanted }) {
      const { rows, measuredWith, leftOut } = await bench.run(chosenCases(bench, wanted));
      const on = { machine: machine(), ...measuredWith };
      const lines = Object.entries(on).map(([name, what]) => `${name}: ${what}`);
      lines.push(...leftOut.map((what) => words(`not measured: ${what}`, `未测量：${what}`)));
      return {
        json: { name: bench.name, rows, measuredOn: on, leftOut },
        text: `${benchTable(rows)}\n\n${lines.join('\n')}`,
      };
    },
  },
  process.argv.slice(2),
);

// `npm run plant -- DIR [--count 200] [--seed 1] [--size 96]`: draws photographs of the demonstration plant's parts
// into a folder per class, to try an import or an inspection with.
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '@millwright/contracts';
import { drawParts } from '@millwright/plant';
import { encodePng } from '@millwright/readers';

const usage = 'npm run plant -- DIR [--count 200] [--seed 1] [--size 96] [--hardest 1]';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      size: { type: 'string', default: '96' },
      hardest: { type: 'string', default: '1' },
    },
  });
  const [directory] = positionals;
  if (positionals.length !== 1) throw new RangeError('Expected one folder to write to.');
  const [count, seed, size, hardest] = [values.count, values.seed, values.size, values.hardest].map(Number);
  for (const part of drawParts({ count, seed, size, difficulty: [0, hardest] })) {
    const folder = path.join(directory, part.label);
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(path.join(folder, `${part.name}.png`), encodePng(part.image));
  }
  process.stderr.write(`${count} photographs in ${path.resolve(directory)}\n`);
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof RangeError || (error instanceof TypeError && 'code' in error);
  const words = error instanceof AppError ? `${error.message} ${error.hint}` : (error as Error).message;
  process.stderr.write(`${words}\n${isUsage ? `Usage: ${usage}\n` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}

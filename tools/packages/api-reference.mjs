// `npm run docs:api`: the reference of every lib's public surface, made from its docstrings, in dist/api.
import path from 'node:path';
import { runNode } from '../command/process.mjs';
import { note, root, step } from '../command/step.mjs';
import { giveUp } from '../command/words.mjs';
import { setUp } from '../setup.mjs';
import { libs } from './pack.mjs';

const folder = path.join(root, 'dist/api');

async function main() {
  await setUp();
  const words = { en: 'Writing the reference of the libs', zh: '正在生成各库的接口参考' };
  const entries = libs().flatMap((lib) => ['--entryPoints', path.join(lib, 'src/index.ts')]);
  await step({ name: 'reference', ...words, expected: 40 }, () =>
    runNode(
      [
        path.join(root, 'node_modules/typedoc/bin/typedoc'),
        ...['--options', path.join(import.meta.dirname, 'typedoc.json'), '--out', folder, ...entries],
      ],
      { failure: { en: 'The reference was not written: see above.', zh: '接口参考未生成：见上方输出。' } },
    ),
  );
  note(
    `Open ${path.relative(process.cwd(), path.join(folder, 'index.html'))}`,
    `请打开 ${path.relative(process.cwd(), path.join(folder, 'index.html'))}`,
  );
}

await main().catch(giveUp);

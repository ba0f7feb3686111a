// `npm run pack [-- DIR]`: every lib as an npm package, a tarball each, in DIR or in dist/packages.
import fs from 'node:fs';
import path from 'node:path';
import { runNode } from '../command/process.mjs';
import { note, root, step } from '../command/step.mjs';
import { giveUp } from '../command/words.mjs';
import { projects } from '../command/workspace.mjs';
import { npmCommand, setUp } from '../setup.mjs';

const manifestOf = (folder) => JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** Runs npm, whichever one started this process, without a word where all goes well. */
export function npm(args, { cwd = root } = {}) {
  const [command, ...first] = npmCommand();
  const failure = { en: `npm ${args[0]} failed, see above.`, zh: `npm ${args[0]} 失败：见上方输出。` };
  return runNode([...first, ...args, '--loglevel=error'], { command, cwd, failure });
}

/** Folders of all libs, absolute. */
export const libs = () =>
  projects()
    .filter(({ folder }) => folder.startsWith('libs/'))
    .map(({ folder }) => path.join(root, folder));

/**
 * Packs packages by folder, each with what its own `prepack` makes.
 *
 * @returns file by name of the package
 */
export async function pack(folders, destination, flags = []) {
  fs.mkdirSync(destination, { recursive: true });
  await npm(['pack', ...folders, '--pack-destination', destination, ...flags]);
  return new Map(
    folders.map(manifestOf).map(({ name, version }) => {
      const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
      return [name, path.join(destination, file)];
    }),
  );
}

async function main([directory = path.join(root, 'dist/packages')]) {
  await setUp();
  const words = { en: 'Packing the libs', zh: '正在打包各库' };
  const packed = await step({ name: 'pack', ...words, expected: 30 }, () =>
    pack(libs(), path.resolve(directory)),
  );
  for (const file of packed.values()) note(path.relative(process.cwd(), file));
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2)).catch(giveUp);

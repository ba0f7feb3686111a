// `prepack` of every lib, run by npm in the lib's folder: whatever is packed is made from the sources as they are now.
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from '../command/lock.mjs';
import { runNode } from '../command/process.mjs';
import { note, root } from '../command/step.mjs';
import { giveUp } from '../command/words.mjs';
import { generate as makeEngine } from '../wasm-engine.mjs';

const room = process.cwd();
const built = path.join(room, 'dist');
const ofSource = /\.(js|d\.ts)(\.map)?$/;

/** Removes what was compiled from files that are gone: the compiler leaves it where it is. */
function prune() {
  for (const name of fs.readdirSync(built, { recursive: true })) {
    if (!ofSource.test(name)) continue;
    const source = path.join(room, 'src', name.replace(ofSource, '.ts'));
    if (!fs.existsSync(source)) fs.rmSync(path.join(built, name));
  }
}

async function make() {
  const { files } = JSON.parse(fs.readFileSync(path.join(room, 'package.json'), 'utf8'));
  if (files.includes('generated')) makeEngine();
  await runNode([path.join(root, 'node_modules/typescript/bin/tsc'), '-b', 'tsconfig.lib.json'], {
    cwd: room,
    failure: { en: `${room} does not compile: see above.`, zh: `${room} 编译失败：见上方输出。` },
  });
  prune();
  // The licence asks to go with every copy; one file of it is kept.
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(room, 'LICENSE'));
}

await withLock(
  path.join(root, '.nx', 'build.lock'),
  (pid) => note(`Waiting for process ${pid}, which builds the same checkout`, `等待进程 ${pid} 完成构建`),
  make,
).catch(giveUp);

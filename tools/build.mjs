// Compiles what runs: libs, api, worker and command line with tsc, the portal with Next. Nothing is done twice.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './command/lock.mjs';
import { quietEnvironment, runNode } from './command/process.mjs';
import { note, root, step } from './command/step.mjs';
import { giveUp } from './command/words.mjs';
import { setUp } from './setup.mjs';

const portal = path.join(root, 'apps/portal');
const portalMark = path.join(portal, '.next', '.made-from');
const portalBuild = path.join(portal, '.next', 'BUILD_ID');
const solution = path.join(root, 'tsconfig.build.json');
const solutionMark = path.join(root, '.nx', 'built-from');
const leftOut = new Set(['node_modules', 'dist', 'out-tsc', '.next', 'test-results', 'next-env.d.ts']);

function* filesUnder(place) {
  const stat = fs.statSync(place);
  if (stat.isFile()) yield place;
  else
    for (const name of fs.readdirSync(place).sort())
      if (!leftOut.has(name) && !name.endsWith('.tsbuildinfo')) yield* filesUnder(path.join(place, name));
}

/** One hash over the content of all files in these places. */
function hashOfInputs(places) {
  const hash = createHash('sha256');
  for (const place of places)
    for (const file of filesUnder(path.join(root, place)))
      hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Does the work unless the mark says that it was done from the same inputs. */
async function onceFor(mark, places, work) {
  const inputs = hashOfInputs(['package-lock.json', 'tsconfig.base.json', ...places]);
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === inputs) return;
  fs.rmSync(mark, { force: true });
  await work();
  fs.mkdirSync(path.dirname(mark), { recursive: true });
  fs.writeFileSync(mark, inputs);
}

const servers = ['api', 'worker', 'cli'].map((app) => path.join('apps', app));
const entries = ['apps/api/dist/main.js', 'apps/worker/dist/main.js', 'libs/contracts/dist/index.js'];

export async function buildServers() {
  const isWhole = entries.every((file) => fs.existsSync(path.join(root, file)));
  if (!isWhole) fs.rmSync(solutionMark, { force: true });
  const words = { en: 'Compiling api, worker and command line', zh: '正在编译接口服务、工作进程和命令行' };
  await onceFor(solutionMark, ['libs', ...servers, 'tsconfig.build.json'], () =>
    step({ name: 'compile', ...words, expected: 20 }, () =>
      runNode([path.join(root, 'node_modules/typescript/bin/tsc'), '-b', solution], {
        failure: { en: 'The servers do not compile: see above.', zh: '服务端编译失败：见上方输出。' },
      }),
    ),
  );
}

export async function buildPortal() {
  if (!fs.existsSync(portalBuild)) fs.rmSync(portalMark, { force: true });
  const words = { en: 'Building the portal', zh: '正在构建门户' };
  await onceFor(portalMark, ['apps/portal', 'libs/client/src', 'libs/contracts/src'], () =>
    step({ name: 'portal', ...words, expected: 50 }, () =>
      runNode([path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
        cwd: portal,
        env: quietEnvironment({ NODE_ENV: 'production' }),
        failure: { en: 'The portal does not build: see above.', zh: '门户构建失败：见上方输出。' },
      }),
    ),
  );
}

/** Brings every build up to date, both at the same time. */
export const build = () =>
  withLock(
    path.join(root, '.nx', 'build.lock'),
    (pid) => note(`Waiting for process ${pid}, which builds the same checkout`, `等待进程 ${pid} 完成构建`),
    () => Promise.all([buildServers(), buildPortal()]),
  );

if (process.argv[1] === import.meta.filename) {
  await setUp().then(build).catch(giveUp);
  note('Everything is built', '全部构建完成');
}

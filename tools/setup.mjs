// Behind every command: installs, generates and links what is missing. Plain Node, no dependencies.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './command/lock.mjs';
import { runNode } from './command/process.mjs';
import { note, root, step } from './command/step.mjs';
import { CommandError, giveUp } from './command/words.mjs';

const lockFile = path.join(root, 'package-lock.json');
const installedMark = path.join(root, 'node_modules', '.millwright-lock');

const hashOf = (file) => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

const marked = (file, value) => fs.existsSync(file) && fs.readFileSync(file, 'utf8') === value;

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new CommandError({
    en: `Node.js 20.19 or newer is needed, this is ${process.version}. Install it from https://nodejs.org and try again.`,
    zh: `需要 Node.js 20.19 或更新版本，当前为 ${process.version}。请从 https://nodejs.org 安装后重试。`,
  });
}

const packagesOf = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages;

/** Whether npm's own record of what lies in node_modules holds all of the lock that is meant for this machine. */
function isInstalled() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(record)) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(lockFile))
    .filter(([name, entry]) => name.startsWith('node_modules/') && !entry.optional)
    .every(([name, entry]) => {
      const there = installed[name];
      return (
        there && (entry.link || (there.version === entry.version && there.integrity === entry.integrity))
      );
    });
}

/** npm itself when it started this process, so that its version stays the user's; else the one in the path. */
export function npmCommand() {
  const own = process.env.npm_execpath;
  return own?.endsWith('npm-cli.js') ? [process.execPath, own] : ['npm'];
}

async function install() {
  const wanted = hashOf(lockFile);
  if (marked(installedMark, wanted)) return;
  if (isInstalled()) return fs.writeFileSync(installedMark, wanted);
  const [command, ...first] = npmCommand();
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const words = { en: 'Installing packages', zh: '正在安装依赖包' };
  await step({ name: 'install', ...words, expected: 80 }, () =>
    runNode([...first, 'ci', ...flags], {
      command,
      failure: {
        en: 'The packages could not be installed (npm ci, above). Check the network or the registry setting and try again.',
        zh: '依赖包安装失败（见上方 npm ci 输出）。请检查网络或 registry 设置后重试。',
      },
    }),
  );
  fs.writeFileSync(installedMark, wanted);
}

/** The rooms know how what they need is made, and whether it is up to date. */
async function generate() {
  const { generate: makeClient } = await import('../libs/stores/registry/generate.mjs');
  if (makeClient()) note('The database client was generated', '数据库客户端已生成');
  const { generate: makeEngine } = await import('./wasm-engine.mjs');
  if (makeEngine()) note('The wasm engine was compiled', 'wasm 引擎已编译');
}

/** Makes the checkout ready for any command. Returns at once when nothing is missing. */
export async function setUp() {
  checkNode();
  await withLock(
    path.join(root, '.nx', 'setup.lock'),
    (pid) => note(`Waiting for process ${pid}, which prepares the same checkout`, `等待进程 ${pid} 完成准备`),
    async () => {
      await install();
      await generate();
    },
  );
}

if (process.argv[1] === import.meta.filename) await setUp().catch(giveUp);

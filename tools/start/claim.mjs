// One product per data directory: a file in it names the launcher and its children.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../command/lock.mjs';
import { root } from '../command/step.mjs';
import { CommandError } from '../command/words.mjs';

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** The command line of a process, or '' where it cannot be read: process ids are used again. */
function commandOf(pid) {
  try {
    if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') return root;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

const isOurs = (pid, part) => isAlive(pid) && commandOf(pid).includes(part);

async function until(condition, milliseconds) {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) return false;
    await sleep(100);
  }
  return true;
}

/** What a launcher that was killed left running ends by itself; whatever does not is ended here. */
async function clearAway(children) {
  const running = () => children.filter(({ pid, program }) => isOurs(pid, program));
  if (await until(() => running().length === 0, 5000)) return;
  for (const { pid } of running()) process.kill(pid, 'SIGKILL');
  await until(() => running().length === 0, 2000);
}

/**
 * Takes the data directory for this launcher.
 * @returns tell(children) writes the running children down; release() gives the directory back
 * @throws CommandError where a living launcher holds it
 */
export async function claim(dataDir) {
  try {
    fs.mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new CommandError({
      en: `DATA_DIR: ${dataDir} cannot be made (${error.code}). Choose a directory you may write to.`,
      zh: `DATA_DIR：无法创建 ${dataDir}（${error.code}）。请选择可写的目录。`,
    });
  }
  const file = path.join(dataDir, 'running.json');
  const holder = () => {
    const found = read(file);
    return found && found.pid !== process.pid && isOurs(found.pid, 'start.mjs') ? found : null;
  };
  // A launcher that is just ending gets a moment to do so.
  if (!(await until(() => !holder(), 4000))) {
    const { pid, url } = holder() ?? read(file) ?? {};
    throw new CommandError({
      en: `DATA_DIR: ${dataDir} is in use: Millwright already runs there as process ${pid}, at ${url}. Use that one, stop it with Ctrl-C, or set DATA_DIR, PORT and API_PORT for a second one.`,
      zh: `DATA_DIR：${dataDir} 正在使用中：Millwright 已作为进程 ${pid} 运行，地址 ${url}。请直接使用，或用 Ctrl-C 停止，或为第二个实例设置 DATA_DIR、PORT 和 API_PORT。`,
    });
  }
  await clearAway(read(file)?.children ?? []);
  const write = (state) => {
    fs.writeFileSync(`${file}.new`, JSON.stringify(state, null, 2));
    fs.renameSync(`${file}.new`, file);
  };
  let state = { pid: process.pid, children: [] };
  write(state);
  return {
    tell(change) {
      state = { ...state, ...change };
      write(state);
    },
    release: () => fs.rmSync(file, { force: true }),
  };
}

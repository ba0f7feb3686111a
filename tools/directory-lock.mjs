// One owner per directory. The lock is a file that names its process; one whose process is gone is taken over.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from './command/lock.mjs';

/** When a process began, as far as this platform says: tells it from a later one with the same number. Null where it is over. */
function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return null; // killed, and its parent has not asked after it
      const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return `${boot} ${fields[19]}`;
    }
    if (process.platform === 'win32') return '';
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  } catch {
    return null;
  }
}

function holderOf(file) {
  try {
    const { pid, started } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && isAlive(pid) && startOf(pid) === started ? pid : null;
  } catch {
    return null; // no lock, or one that a dying process did not finish writing
  }
}

/**
 * Takes a directory for this process until `release()` is called or the process ends, however it ends.
 *
 * @throws an Error with `code: 'storage.in-use'` where another process holds it
 */
export function lockDirectory(directory) {
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, 'lock');
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }), { mode: 0o644 });
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        fs.linkSync(own, file); // fails where the name exists: the step that only one of two can take
        break;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
        const pid = holderOf(file);
        if (pid !== null || attempt > 5) throw inUse(directory, pid);
        fs.rmSync(file, { force: true });
      }
    }
  } finally {
    fs.rmSync(own, { force: true });
  }
  return { release: () => fs.rmSync(file, { force: true }) };
}

function inUse(directory, pid) {
  const error = new Error(
    `Another Millwright (process ${pid ?? 'unknown'}) already uses ${directory}. ` +
      'Stop it first, or set DATA_DIR to a directory of its own.',
  );
  return Object.assign(error, { code: 'storage.in-use' });
}

// One command at a time does a thing: a file that names its owner. A dead owner's file counts for nothing.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** State letter and parent of a Linux process; null where /proc does not tell. */
export function processStatus(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}

/** Whether a process with this id runs. One that has ended but was not collected by its parent does not. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM'; // it runs, as somebody else
  }
  return !/[ZX]/.test(processStatus(pid)?.state ?? 'R');
}

function owner(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    if (pid > 0) return pid;
    // Made but not yet signed: give its maker a moment.
    return Date.now() - fs.statSync(file).mtimeMs < 5000 ? process.pid : 0;
  } catch {
    return 0;
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Does the work while holding the lock; waits while a living process holds it and calls `waiting` once. */
export async function withLock(file, waiting, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const pid = owner(file);
    if (!pid || !isAlive(pid)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!told) waiting(pid);
    told = true;
    await sleep(250);
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

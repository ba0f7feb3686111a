// One child process of the product: its log file, its end, its restart.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../command/step.mjs';

const keptBytes = 5 * 1024 * 1024;

function openLog(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (fs.existsSync(file) && fs.statSync(file).size > keptBytes) fs.renameSync(file, `${file}.1`);
  return fs.openSync(file, 'a');
}

/** The last lines of a log, for the case of failure. */
export function tailOf(file, bytes = 3000) {
  if (!fs.existsSync(file)) return '';
  const { size } = fs.statSync(file);
  const length = Math.min(size, bytes);
  const buffer = Buffer.alloc(length);
  const handle = fs.openSync(file, 'r');
  fs.readSync(handle, buffer, 0, length, size - length);
  fs.closeSync(handle);
  return buffer.toString('utf8');
}

/**
 * Starts a program of the workspace. It has an IPC channel, so it learns of the launcher's death by `disconnect`,
 * and a process group of its own, so that Ctrl-C reaches the launcher alone, which then stops all in order.
 *
 * @returns { name, program, pid, log, ended: Promise<string> (how it ended), stop(): Promise<void> }
 */
export function launch({ name, program, env, logs }) {
  const file = path.join(logs, `${name}.log`);
  const log = openLog(file);
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(root, program)], {
    cwd: root,
    env,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  fs.closeSync(log);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const stop = async (patience = 10_000) => {
    if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
    if (process.platform === 'win32') child.disconnect();
    else child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), patience);
    await ended;
    clearTimeout(force);
  };
  return { name, program, pid: child.pid, log: file, ended, stop };
}

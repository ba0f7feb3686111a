// Child processes of the commands: quiet surroundings, output kept for the case of failure.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './step.mjs';
import { CommandError } from './words.mjs';

/** Nothing here may call home or download behind the user's back. */
const quiet = {
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_TUI: 'false',
  NX_SKIP_NX_CACHE_WARNING: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
  PRISMA_ENGINES_CHECKSUM_IGNORE_MISSING: '1',
  SCARF_ANALYTICS: 'false',
  DO_NOT_TRACK: '1',
  ONNXRUNTIME_NODE_INSTALL: 'skip',
};

/** npm hands its own settings to scripts; only those that say how to reach a registry are passed on. */
const reach =
  /registry|cafile|proxy|strict_ssl|auth|userconfig|globalconfig|npm_config_(ca|cert|key|cache)$/i;

export function quietEnvironment(extra = {}) {
  const env = { ...process.env, ...quiet, ...extra };
  for (const name of Object.keys(env)) {
    if (/^npm_(config|lifecycle|package|command|execpath|node)/i.test(name) && !reach.test(name)) {
      delete env[name];
    }
  }
  return env;
}

const preload = pathToFileURL(path.join(import.meta.dirname, 'end-with-parent.mjs')).href;

/**
 * Runs a program to its end: a Node program where no other `command` is given.
 * @returns its output (stdout and stderr together)
 * @throws CommandError with the output as details where it fails
 */
export function runNode(
  args,
  { env = quietEnvironment(), failure, cwd = root, command = process.execPath } = {},
) {
  return new Promise((resolve, reject) => {
    const isNode = command === process.execPath;
    const child = spawn(command, isNode ? ['--import', preload, ...args] : args, {
      cwd,
      env,
      shell: process.platform === 'win32' && !isNode,
      stdio: ['ignore', 'pipe', 'pipe', ...(isNode ? ['ipc'] : [])],
    });
    const end = () => child.kill();
    process.once('exit', end);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', end);
      if (code === 0) resolve(output);
      else reject(new CommandError(failure ?? { en: `${args.join(' ')} failed` }, output));
    });
  });
}

/** Runs a Node program whose output the user sees; gives its exit code. */
export function showNode(args, { env = quietEnvironment(), cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' });
    // Ctrl-C reaches the child as well: it decides how to end, this process waits for it.
    const stay = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', stay);
    process.on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', stay);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

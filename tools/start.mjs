// `npm start`: database, builds, api, workers and portal as one tree of processes; Ctrl-C stops all of it.
import fs from 'node:fs';
import path from 'node:path';
import { note, step } from './command/step.mjs';
import { CommandError, giveUp, say, words } from './command/words.mjs';
import { setUp } from './setup.mjs';
import { claim } from './start/claim.mjs';
import { requireFree } from './start/ports.mjs';
import { watchNpm } from './start/parent.mjs';
import { readSettings } from './start/settings.mjs';

/** What has been started so far, in the order in which it is stopped. */
const started = { product: undefined, database: undefined, claim: undefined };
let stopping;

async function stopAll() {
  await started.product?.stop();
  await Promise.resolve(started.database).then(
    (database) => database?.stop(),
    () => {},
  );
  started.claim?.release();
}

function stop(code) {
  if (!stopping && started.claim) note('Stopping', '正在停止');
  stopping ??= stopAll().then(
    () => process.exit(code),
    (error) => giveUp(error),
  );
  return stopping;
}

function stopOnSignals() {
  let asked = 0;
  const onSignal = () => {
    asked += 1;
    if (asked > 2) process.exit(1);
    stop(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  watchNpm(onSignal);
}

function tellReady({ port, host, dataDir }, kind) {
  const address = `http://localhost:${port}`;
  const where = kind === 'embedded' ? words('embedded PostgreSQL', '内置 PostgreSQL') : 'DATABASE_URL';
  note(`Database: ${where}; data and logs: ${dataDir}`, `数据库：${where}；数据和日志：${dataDir}`);
  if (!['127.0.0.1', 'localhost', '::1'].includes(host))
    note(
      `HOST is ${host}: the access key lies in ${dataDir}/access-key`,
      `HOST 为 ${host}：访问密钥在 ${dataDir}/access-key`,
    );
  tellFirstLink(dataDir);
  process.stdout.write(`Millwright is ready: ${address}\n`);
}

/** Nobody has an account yet: whoever sees this may make the first one. */
function tellFirstLink(dataDir) {
  const file = path.join(dataDir, 'first-administrator');
  if (!fs.existsSync(file)) return;
  const link = fs.readFileSync(file, 'utf8').trim();
  note(
    `Nobody has an account yet. This link makes the first administrator, once:\n  ${link}`,
    `还没有任何账户。此链接可创建首位管理员，只能使用一次：\n  ${link.replace('/en/', '/zh/')}`,
  );
}

async function start() {
  stopOnSignals();
  const settings = readSettings();
  await setUp();
  started.claim = await claim(settings.dataDir);
  started.claim.tell({ url: `http://localhost:${settings.port}` });
  await requireFree('PORT', settings.port, settings.host);
  await requireFree('API_PORT', settings.apiPort, settings.host);
  const { build } = await import('./build.mjs');
  const { openDatabase } = await import('./start/database.mjs');
  const { Product } = await import('./start/product.mjs');
  started.database = openDatabase(settings, (error) => {
    if (!stopping) failAndStop(new CommandError({ en: error.message }));
  });
  const product = new Product(settings, started.claim.tell);
  const building = build().then(() => {
    started.product = product;
    if (!stopping) product.startPortal(); // it needs no database: it comes up while migrations are applied
  });
  const [database] = await Promise.all([started.database, building]);
  if (stopping) return stopping;
  const words = { en: 'Starting api, workers and portal', zh: '正在启动各服务' };
  await step({ name: 'servers', ...words, expected: 5 }, async () => {
    product.startServers(database);
    await product.answers(`${settings.apiUrl}/api/health/ready`);
    await product.answers(`${settings.portalUrl}/api/health/ready`);
    await product.answers(`${settings.portalUrl}/en`);
  });
  tellReady(settings, database.kind);
  await product.failed;
}

function failAndStop(error) {
  if (stopping) return stopping;
  if (error instanceof CommandError && error.details) say(error.details.trimEnd());
  say(error instanceof CommandError ? `\n✗ ${error.message}` : (error?.stack ?? String(error)));
  return stop(1);
}

await start().catch(failAndStop);

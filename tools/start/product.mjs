// The processes of a started product: who runs, what happens when one ends, the order of stopping.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quietEnvironment } from '../command/process.mjs';
import { note } from '../command/step.mjs';
import { CommandError } from '../command/words.mjs';
import { launch, tailOf } from './child.mjs';

const workers = { 'worker-data': 'data', 'worker-training': 'training' };
const restartsPerMinute = 5;

export class Product {
  #children = new Map();
  #restarts = [];
  #stopping = false;
  #fail;

  /** Rejects when the product cannot go on; never resolves. */
  failed = new Promise((_, reject) => (this.#fail = reject));

  /** @param tell - called with the running children whenever they change */
  constructor(settings, tell) {
    this.settings = settings;
    this.tell = tell;
    this.env = quietEnvironment({
      NODE_ENV: 'production',
      DATA_DIR: settings.dataDir,
      HOST: settings.host,
      API_PORT: String(settings.apiPort),
      API_URL: settings.apiUrl,
      PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${settings.port}`,
      SEED_DEMONSTRATION: process.env.SEED_DEMONSTRATION || 'true',
    });
    this.failed.catch(() => {});
  }

  startServers({ url, kind }) {
    Object.assign(this.env, { DATABASE_URL: url, DATABASE_KIND: kind });
    this.#start('api', 'apps/api/dist/main.js', {});
    for (const [name, queue] of Object.entries(workers)) this.#startWorker(name, queue);
  }

  startPortal() {
    this.#start('portal', 'apps/portal/server.mjs', { PORT: String(this.settings.port) });
  }

  /** Waits until an address answers; ends early where the product fails. */
  async answers(url, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end && !this.#stopping) {
      const isUp = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) }).then(
        (response) => response.status < 400,
        () => false,
      );
      if (isUp) return;
      await Promise.race([sleep(100), this.failed]);
    }
    throw new CommandError(
      { en: `No answer from ${url} within ${seconds} s.`, zh: `${seconds} 秒内 ${url} 没有响应。` },
      [...this.#children.values()].map(({ name, log }) => `${name}: ${tailOf(log)}`).join('\n'),
    );
  }

  /** Workers first, so that a training keeps its checkpoint; then what people and programs talk to. */
  async stop() {
    this.#stopping = true;
    const named = (prefix) => [...this.#children.values()].filter(({ name }) => name.startsWith(prefix));
    for (const prefix of ['worker', 'portal', 'api'])
      await Promise.all(named(prefix).map((child) => child.stop()));
  }

  #startWorker(name, queue) {
    const child = this.#start(name, 'apps/worker/dist/main.js', { WORKER_QUEUES: queue }, () => {
      this.#restarts = [...this.#restarts, Date.now()].filter((at) => Date.now() - at < 60_000);
      if (this.#restarts.length > restartsPerMinute) return this.#broken(child, 'again and again');
      note(
        `${name} ended and is started again; see ${child.log}`,
        `${name} 已退出，正在重新启动；见 ${child.log}`,
      );
      this.#startWorker(name, queue);
    });
  }

  #start(name, program, env, onEnd) {
    const logs = path.join(this.settings.dataDir, 'logs');
    const child = launch({ name, program, env: { ...this.env, ...env }, logs });
    this.#children.set(name, child);
    this.#tellChildren();
    child.ended.then((how) => {
      if (this.#stopping) return;
      if (onEnd) onEnd();
      else this.#broken(child, how);
    });
    return child;
  }

  #tellChildren() {
    this.tell({
      children: [...this.#children.values()].map(({ name, program, pid }) => ({ name, program, pid })),
    });
  }

  #broken(child, how) {
    const { name, log } = child;
    this.#fail(
      new CommandError(
        { en: `${name} ended (${how}). Its log: ${log}`, zh: `${name} 已退出（${how}）。日志：${log}` },
        tailOf(log),
      ),
    );
  }
}

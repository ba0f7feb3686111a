// Long steps: what is being done, for how long, and about how long still.
import fs from 'node:fs';
import path from 'node:path';
import { say, words } from './words.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
const memory = path.join(root, '.nx', 'step-seconds.json');
const began = Date.now();

/** Seconds each step took the last time on this machine: the best estimate of the next time. */
function remembered() {
  try {
    return JSON.parse(fs.readFileSync(memory, 'utf8'));
  } catch {
    return {};
  }
}

function remember(name, seconds) {
  fs.mkdirSync(path.dirname(memory), { recursive: true });
  fs.writeFileSync(memory, JSON.stringify({ ...remembered(), [name]: Math.ceil(seconds) }));
}

const stamp = () => `[${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s]`;

/** One timed line of progress. */
export const note = (en, zh) => say(`${stamp()} ${words(en, zh)}`);

/**
 * Does a step and tells how long it took; every ten seconds it tells how long is left.
 *
 * @param name - key under which the duration is remembered
 * @param expected - seconds it takes on a two-core machine, used until this machine has shown its own
 */
export async function step({ name, en, zh, expected }, work) {
  const started = Date.now();
  const guess = remembered()[name] ?? expected;
  const seconds = () => (Date.now() - started) / 1000;
  const show = () => {
    const rest = Math.round(guess - seconds());
    const now = Math.round(seconds());
    if (rest > 0) note(`${en}: ${now} s, about ${rest} s left`, `${zh}：已用 ${now} 秒，约剩 ${rest} 秒`);
    else note(`${en}: ${now} s, longer than usual`, `${zh}：已用 ${now} 秒，比平时慢`);
  };
  if (guess > 5) note(`${en}: about ${Math.round(guess)} s`, `${zh}：约需 ${Math.round(guess)} 秒`);
  const ticker = setInterval(show, 10_000);
  try {
    const result = await work();
    note(`${en}: done in ${seconds().toFixed(1)} s`, `${zh}：完成，用时 ${seconds().toFixed(1)} 秒`);
    remember(name, seconds());
    return result;
  } finally {
    clearInterval(ticker);
  }
}

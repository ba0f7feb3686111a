// A process of its own for a reader that is tried: it may crash, hang or ask for all memory, and the one that started it
// will know at which input. Called with a target, the first input, the input after the last, a seed, a file for lines, a
// folder for inputs at fault and the module of the targets.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { AppError } from '@millwright/contracts';
import { seeded } from '@millwright/tensors';
import { root } from '../command/step.mjs';
import { limits, type Line } from './outcome.ts';
import type { Files, PreparedTarget, Target } from './target.ts';

const [name, from, to, seed, file, keep, module] = process.argv.slice(2);
const lines = fs.openSync(file, 'a');

/** What went wrong beside the reader's answer: errors that nobody caught. */
const loose: unknown[] = [];
process.on('uncaughtException', (error) => loose.push(error));
process.on('unhandledRejection', (error) => loose.push(error));

const wordsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const peak = (): number => process.resourceUsage().maxRSS / 1024;

function leftBehind(): string[] {
  const names = fs.readdirSync(os.tmpdir());
  for (const one of names) fs.rmSync(path.join(os.tmpdir(), one), { recursive: true, force: true });
  return names;
}

async function answerOf(prepared: PreparedTarget, files: Files): Promise<Pick<Line, 'codes' | 'fault'>> {
  try {
    return { codes: await prepared.read(files) };
  } catch (error) {
    return error instanceof AppError ? { codes: [error.code] } : { codes: [], fault: wordsOf(error) };
  }
}

async function tried(prepared: PreparedTarget, index: number, files: Files): Promise<Line> {
  const [began, before] = [performance.now(), peak()];
  const { codes, fault } = await answerOf(prepared, files);
  const milliseconds = Math.round(performance.now() - began);
  await turn(); // what fails a moment later belongs to this input too
  const grown = Math.round(peak() - before);
  const left = leftBehind();
  const faults = [
    ...(fault === undefined ? [] : [fault]),
    ...loose.splice(0).map((error) => `nobody caught: ${wordsOf(error)}`),
    ...(milliseconds > limits.milliseconds ? [`it took ${milliseconds} ms`] : []),
    ...(grown > limits.megabytes ? [`it asked for ${grown} MB`] : []),
    ...(left.length > 0 ? [`left behind: ${left.join(', ')}`] : []),
  ];
  return faults.length === 0 ? { index, codes } : { index, codes, fault: faults.join('\n') };
}

function keepFiles(index: number, files: Files): void {
  for (const [one, bytes] of files) {
    const place = path.join(keep, `${name}-${seed}-${index}`, path.basename(one));
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, bytes);
  }
}

async function main(): Promise<void> {
  const { targets } = (await import(path.join(root, 'tools', module))) as { targets: readonly Target[] };
  const target = targets.find((one) => one.name === name);
  if (!target) throw new Error(`There is no ${name} to try.`);
  const prepared = await target.prepare();
  for (const files of Number(from) === 0 ? prepared.good : []) {
    const codes = await prepared.read(files);
    if (codes.length > 0) throw new Error(`A good file was refused: ${codes.join(', ')}`);
  }
  leftBehind();
  fs.writeFileSync(`${file}.ready`, '');
  for (let index = Number(from); index < Number(to); index++) {
    const files = prepared.damaged(seeded(Number(seed)).fork(`${name}/${index}`));
    const line = await tried(prepared, index, files);
    if (line.fault !== undefined && keep) keepFiles(index, files);
    fs.writeSync(lines, `${JSON.stringify(line)}\n`);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exit(1);
}
process.exit(0); // threads of an engine would keep it

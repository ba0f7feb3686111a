import fs from 'node:fs';
import path from 'node:path';
import {
  parts,
  type DatasetKind,
  type DatasetVersionView,
  type ImportResult,
  type Part,
  type ShownProblem,
} from '@millwright/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectFiles } from '../collect-files.ts';
import { BadUse, Failure } from '../failure.ts';
import { toSend, type FileToSend } from '../files-to-send.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';

export interface ImportOptions {
  readonly name: string;
  readonly kind: string;
  readonly split?: readonly string[];
}

interface Gathered {
  readonly files: FileToSend[];
  readonly problems: ShownProblem[];
  readonly split: Record<string, Part>;
}

/** `datasets import`: sends the files as a stream, waits until they were looked at, says what was found. */
export async function importDataset(place: string, options: ImportOptions, tool: Tool): Promise<void> {
  const gathered = gather(path.resolve(tool.surroundings.cwd, place), options, tool);
  if (gathered.files.length === 0)
    throw Failure.of('dataset.empty', { file: place }, tool.voice.locale, gathered.problems);
  const received = await send(gathered, options, tool);
  const version = await inspected(received, tool);
  const problems = [...gathered.problems, ...(received.problems ?? []), ...version.problems];
  if (version.error) throw new Failure(version.error, problems);
  const left = gathered.problems.length + (received.problems?.length ?? 0);
  const result = {
    dataset: version.dataset,
    version: version.version,
    rows: version.rows,
    rejected: version.rejected + left,
    problems,
  };
  tool.voice.result(result, () => describe(result, tool));
}

function gather(root: string, { split = [] }: ImportOptions, { voice, surroundings }: Tool): Gathered {
  const found = collectFiles(root, voice.locale);
  const gathered: Gathered = { ...found, split: {} };
  for (const word of split) {
    const [part, place = ''] = splitOnce(word);
    if (place === '' || !isPart(part))
      throw new BadUse(`--split: expected ${parts.join('|')}=PATH, received ${word}`);
    addPart(part, place, root, { gathered, cwd: surroundings.cwd, locale: voice.locale });
  }
  return gathered;
}

/** A part is a place inside what is imported, or files of their own that are sent along. */
function addPart(
  part: Part,
  place: string,
  root: string,
  { gathered, cwd, locale }: { gathered: Gathered; cwd: string; locale: Tool['voice']['locale'] },
): void {
  const outside = path.resolve(cwd, place);
  const relative = path.relative(root, outside);
  const isOfRoot = relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
  // A folder that is imported whole has no name of its own in the paths: its prefix is empty.
  const whole = fs.statSync(root).isDirectory() ? '' : path.basename(root);
  if (isOfRoot) return name(gathered.split, relative.replaceAll(path.sep, '/') || whole, part);
  if (fs.existsSync(path.join(root, place)) || !fs.existsSync(outside))
    return name(gathered.split, place, part);
  const more = collectFiles(outside, locale, part);
  gathered.files.push(...more.files);
  gathered.problems.push(...more.problems);
  name(gathered.split, part, part);
}

/** An archive's pictures are known by its name without the ending. */
function name(split: Record<string, Part>, prefix: string, part: Part): void {
  const plain = prefix.replace(/^\.\//, '').replace(/\/+$/, '');
  split[plain] = part;
  const stem = plain.replace(/\.gz$/i, '').replace(/\.(zip|tar|tgz)$/i, '');
  if (stem !== '') split[stem] = part;
}

function splitOnce(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

const isPart = (word: string): word is Part => (parts as readonly string[]).includes(word);

function send(
  { files, split }: Gathered,
  options: ImportOptions,
  { api, voice }: Tool,
): Promise<ImportResult> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const began = performance.now();
  let sent = 0;
  const onBytes = (count: number) => {
    sent += count;
    const seconds = (performance.now() - began) / 1000;
    const left = seconds > 1 ? (seconds / sent) * (total - sent) : null;
    voice.progress(voice.say(words('Uploading', '上传')), (100 * sent) / total, left);
  };
  const fields = {
    name: options.name,
    kind: options.kind as DatasetKind,
    ...(Object.keys(split).length > 0 ? { split: JSON.stringify(split) } : {}),
  };
  return api.importDataset({ form: fields, files: toSend(files, { locale: voice.locale, onBytes }) });
}

async function inspected(
  { dataset, version }: ImportResult,
  { api, voice }: Tool,
): Promise<DatasetVersionView> {
  for (;;) {
    const now = await api.getDatasetVersion({ path: { name: dataset, version } });
    if (now.state === 'ready' || now.state === 'rejected') return now;
    voice.progress(voice.say(words('Inspecting', '检查')), now.progress, now.remainingSeconds);
    await sleep(300);
  }
}

function describe(
  {
    dataset,
    version,
    rows,
    rejected,
    problems,
  }: { dataset: string; version: number; rows: number; rejected: number; problems: ShownProblem[] },
  { voice }: Tool,
): string {
  const head = voice.say(
    words(
      `${dataset}@${version}: ${rows} pictures, ${rejected} left out`,
      `${dataset}@${version}：${rows} 张图片，${rejected} 个未采用`,
    ),
  );
  return [head, ...problems.slice(0, 20).map(({ message }) => `  ${message}`)].join('\n');
}

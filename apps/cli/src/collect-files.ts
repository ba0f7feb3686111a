import fs from 'node:fs';
import path from 'node:path';
import { showProblem, type ItemProblem, type Locale, type ShownProblem } from '@millwright/contracts';
import { Failure } from './failure.ts';
import type { FileToSend } from './files-to-send.ts';

export interface Collected {
  readonly files: FileToSend[];
  readonly problems: ShownProblem[];
}

/**
 * The files of a path: the file itself, or everything in a folder with its path inside it, in the order of the names.
 * Links are not followed, names that are not UTF-8 are left out: both are problems. Hidden files are left out silently.
 *
 * @param under - folder that the names are put into
 * @throws Failure `file.not-found`
 */
export function collectFiles(place: string, locale: Locale, under = ''): Collected {
  const found: { files: FileToSend[]; problems: ItemProblem[] } = { files: [], problems: [] };
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (!stat) throw Failure.of('file.not-found', { file: place }, locale);
  if (stat.isDirectory()) walk(place, under, found);
  else found.files.push({ file: place, name: joined(under, path.basename(place)), bytes: stat.size });
  return { files: found.files, problems: found.problems.map((problem) => showProblem(problem, locale)) };
}

function walk(folder: string, under: string, found: { files: FileToSend[]; problems: ItemProblem[] }): void {
  const raw = fs.readdirSync(folder, { encoding: 'buffer' });
  const names = raw.map((bytes) => nameOf(bytes, under, found.problems)).filter((name) => name !== null);
  for (const name of names.sort(byCodePoint)) {
    if (name.startsWith('.')) continue;
    const file = path.join(folder, name);
    const shown = joined(under, name);
    const stat = fs.lstatSync(file);
    if (stat.isDirectory()) walk(file, shown, found);
    else if (stat.isFile()) found.files.push({ file, name: shown, bytes: stat.size });
    else if (stat.isSymbolicLink())
      found.problems.push({ code: 'file.link', params: { file: shown }, file: shown });
  }
}

function nameOf(bytes: Buffer, under: string, problems: ItemProblem[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const entry = joined(under, bytes.toString('latin1'));
    problems.push({ code: 'file.name-encoding', params: { entry, file: under || '.' }, file: entry });
    return null;
  }
}

const joined = (under: string, name: string): string => (under === '' ? name : `${under}/${name}`);
const byCodePoint = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

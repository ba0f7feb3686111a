import type { Part } from '@millwright/contracts';

const strict = new TextDecoder('utf-8', { fatal: true });

/** A name of an archive's entry; null where its bytes are not UTF-8. */
export function decodeName(raw: Uint8Array): string | null {
  try {
    return strict.decode(raw);
  } catch {
    return null;
  }
}

/** Bytes that are not UTF-8 in a form that can be shown: `\xb2` for what is not ASCII. */
export const showName = (raw: Uint8Array): string =>
  Array.from(raw, (byte) =>
    byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');

/** A name with `/` and without `.` steps; null where it is absolute or leads out of its folder. */
export function safePath(name: string): string | null {
  const slashed = name.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed) || slashed.includes('\0')) return null;
  const steps = slashed.split('/').filter((step) => step !== '' && step !== '.');
  return steps.includes('..') || steps.length === 0 ? null : steps.join('/');
}

/** What desktops leave behind in folders and archives; nobody meant to upload it. */
export const isJunk = (path: string): boolean =>
  path
    .split('/')
    .some(
      (step) =>
        step === '__MACOSX' ||
        step === '.DS_Store' ||
        step.startsWith('._') ||
        /^(thumbs\.db|desktop\.ini)$/i.test(step),
    );

const partNames: Readonly<Record<string, Part>> = {
  train: 'train',
  training: 'train',
  test: 'test',
  testing: 'test',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
};

/**
 * Class and part of a picture from its folders: the class is the innermost folder that does not name a part, the part the
 * innermost that does. `casting/train/ok/1.jpg` is `ok` in `train`.
 */
export function placeOf(path: string): { label: string | null; part: Part | null } {
  const folders = path.split('/').slice(0, -1).reverse();
  const named = folders.find((folder) => folder.toLowerCase() in partNames);
  return {
    label: folders.find((folder) => !(folder.toLowerCase() in partNames)) ?? null,
    part: named === undefined ? null : partNames[named.toLowerCase()],
  };
}

/** Part that a file's own name speaks of, such as `gray64_train_full-images-idx3-ubyte` or `test.tar`. */
export function partInName(path: string): Part | null {
  const name = path.split('/').at(-1)!.toLowerCase();
  const word = /(?:^|[^a-z])(training|train|testing|test|t10k|validation|valid|val)(?![a-z])/.exec(name)?.[1];
  if (word === undefined) return null;
  return word === 't10k' ? 'test' : partNames[word];
}

/** The part of the longest prefix in `split` that a path lies under, if any. */
export function partBySplit(path: string, split: Readonly<Record<string, Part>> | undefined): Part | null {
  let longest = '';
  let found: Part | null = null;
  for (const [prefix, part] of Object.entries(split ?? {})) {
    const folder = safePath(prefix) ?? '';
    const under = path === folder || path.startsWith(`${folder}/`) || folder === '';
    if (under && (found === null || folder.length > longest.length)) [longest, found] = [folder, part];
  }
  return found;
}

/** What an archive is called without its endings: `test` for `data/test.tar.gz`. */
export const stemOf = (path: string): string =>
  path
    .split('/')
    .at(-1)!
    .replace(/\.gz$/i, '')
    .replace(/\.(zip|tar|tgz)$/i, '');

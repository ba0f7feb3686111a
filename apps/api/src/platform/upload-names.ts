import type { ItemProblem } from '@millwright/contracts';

const replacement = '\uFFFD';
const longest = 1024;

/**
 * The path of an uploaded file as it may be kept: relative, with `/` between its parts, without `.` parts.
 *
 * @returns the path, or what is wrong with it: `file.name-encoding` or `file.unsafe-name`
 */
export function checkUploadPath(path: string): string | ItemProblem {
  if (path.includes(replacement))
    return { code: 'file.name-encoding', params: { entry: path, file: 'upload' }, file: path };
  const segments = path.split(/[\\/]/);
  const isUnsafe =
    /^([\\/]|[a-z]:)/i.test(path) ||
    hasControlCharacter(path) ||
    segments.includes('..') ||
    path.length > longest;
  const kept = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (isUnsafe || kept.length === 0) {
    const shown = printable(path);
    return { code: 'file.unsafe-name', params: { file: shown }, file: shown };
  }
  return kept.join('/');
}

const hasControlCharacter = (text: string): boolean => /\p{Cc}/u.test(text);
const printable = (text: string): string => text.slice(0, 200).replace(/\p{Cc}/gu, '?');

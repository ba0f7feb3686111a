import { CsvError, parse } from 'csv-parse/sync';
import { AppError, partSchema, type Bilingual, type ItemProblem, type Part } from '@millwright/contracts';
import { safePath } from './paths.ts';

/** What a CSV says of one picture. */
export interface ListedPicture {
  readonly label: string;
  readonly part: Part | null;
  /** 1-based line of the file, the header being row 1. */
  readonly row: number;
}

/** A CSV of paths and labels. */
export interface PictureList {
  readonly file: string;
  /** By path, relative to the CSV's folder or to the upload. */
  readonly pictures: ReadonlyMap<string, ListedPicture>;
  readonly problems: readonly ItemProblem[];
}

const columns = ['path', 'label', 'part'] as const;
type Column = (typeof columns)[number];

function rowProblem(
  file: string,
  {
    row,
    column,
    expected,
    received,
  }: { row: number; column: Column; expected: Bilingual; received: string | Bilingual },
): ItemProblem {
  return { code: 'csv.row', params: { file, row, column, expected, received }, file, row, column };
}

const delimiters = [',', ';', '\t'] as const;

/** The separator that the header uses most. */
function delimiterOf(text: string): string {
  const [header] = text.split('\n', 1);
  const uses = (delimiter: string) => header.split(delimiter).length;
  return delimiters.reduce((best, next) => (uses(next) > uses(best) ? next : best));
}

function readLines(file: string, text: string): { cells: string[]; row: number }[] {
  const records = parsed(file, text);
  return records.map(({ record, info }) => ({ cells: record, row: info.lines }));
}

function parsed(file: string, text: string): { record: string[]; info: { lines: number } }[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
  } catch (error) {
    const row = error instanceof CsvError && typeof error.lines === 'number' ? error.lines : 1;
    const received = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'csv.row',
      { file, row, column: 'path', expected: { en: 'closed quotes', zh: '成对的引号' }, received },
      { cause: error },
    );
  }
}

/**
 * Reads a CSV with the columns `path`, `label` and perhaps `part` (train, validation or test), in any order and case,
 * separated by comma, semicolon or tab.
 *
 * @returns null where the file has another header, so that it is some other table
 * @throws AppError `csv.row` where a quote is never closed
 */
export function readPictureList(file: string, text: string): PictureList | null {
  const [header, ...lines] = readLines(file, text);
  const names = (header?.cells ?? []).map((cell) => cell.toLowerCase());
  const place = Object.fromEntries(columns.map((column) => [column, names.indexOf(column)])) as Record<
    Column,
    number
  >;
  if (place.path < 0 || place.label < 0) return null;
  const pictures = new Map<string, ListedPicture>();
  const problems: ItemProblem[] = [];
  for (const { cells, row } of lines) {
    const cell = (column: Column) => (place[column] < 0 ? '' : (cells[place[column]] ?? ''));
    const path = safePath(cell('path'));
    const part = cell('part') === '' ? null : partSchema.safeParse(cell('part').toLowerCase());
    const refuse = (column: Column, expected: Bilingual) =>
      problems.push(
        rowProblem(file, { row, column, expected, received: cell(column) || { en: 'nothing', zh: '空' } }),
      );
    if (path === null)
      refuse('path', { en: 'a relative path inside the upload', zh: '上传内容中的相对路径' });
    else if (pictures.has(path)) {
      const first = pictures.get(path)!.row;
      refuse('path', {
        en: `a path not named before (row ${first})`,
        zh: `之前未出现过的路径（见第 ${first} 行）`,
      });
    } else if (cell('label') === '') refuse('label', { en: 'a label', zh: '标签' });
    else if (part !== null && !part.success)
      refuse('part', { en: 'train, validation or test', zh: 'train、validation 或 test' });
    else pictures.set(path, { label: cell('label'), part: part?.data ?? null, row });
  }
  return { file, pictures, problems };
}

/** The problem of a row whose picture the upload does not hold. */
export const missingPicture = (file: string, path: string, row: number): ItemProblem =>
  rowProblem(file, {
    row,
    column: 'path',
    expected: { en: 'a file of this upload', zh: '本次上传中的文件' },
    received: path,
  });

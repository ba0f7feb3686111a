/** A file that somebody gave, with its place in the folder it came from. */
export interface GivenFile {
  readonly file: File;
  readonly path: string;
}

/** Files of an `<input type="file">`, folders included. */
export const pickedFiles = (files: FileList | null): GivenFile[] =>
  [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));

/** Files of a drop, folders walked all through. */
export async function droppedFiles(transfer: DataTransfer): Promise<GivenFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return pickedFiles(transfer.files);
  const found = await Promise.all(entries.map((entry) => (entry ? filesOf(entry) : [])));
  return found.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<GivenFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: GivenFile[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return files;
    for (const child of batch) files.push(...(await filesOf(child)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const partFolders = /^(train|training|test|testing|val|valid|validation)$/i;
const isHidden = (path: string) =>
  path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX');

/**
 * Paths below the folder that was given: `casting/good/1.jpg` becomes `good/1.jpg`. A folder that is itself a class or a
 * part keeps its name, for that is what it says; hidden files are left out.
 */
export function belowTheirFolder<T extends { readonly path: string }>(files: readonly T[]): T[] {
  const shown = files.filter(({ path }) => !isHidden(path));
  const first = shown[0]?.path.split('/')[0] ?? '';
  const mayGo =
    !partFolders.test(first) &&
    shown.every(({ path }) => path.startsWith(`${first}/`)) &&
    shown.some(({ path }) => path.split('/').length > 2);
  return mayGo ? shown.map((given) => ({ ...given, path: given.path.slice(first.length + 1) })) : shown;
}

import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Places whose content is made, not written. */
const made = new Set([
  'node_modules',
  'dist',
  'out-tsc',
  'generated',
  'test-results',
  'next-env.d.ts',
  'coverage',
]);
const rooms = ['apps', 'libs', 'tools', 'docs', 'docker', '.ci'];

function* below(place: string): Generator<string> {
  for (const entry of fs.readdirSync(place, { withFileTypes: true })) {
    if (made.has(entry.name) || (entry.isDirectory() && entry.name.startsWith('.'))) continue;
    const file = path.join(place, entry.name);
    if (entry.isDirectory()) yield* below(file);
    else if (entry.isFile()) yield file;
  }
}

/** Every written file of the workspace, relative to its root, with forward slashes. */
export function writtenFiles(): string[] {
  const top = fs
    .readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => path.join(root, name));
  const inRooms = rooms.map((room) => path.join(root, room)).filter((place) => fs.existsSync(place));
  return [...top, ...inRooms.flatMap((place) => [...below(place)])].map((file) =>
    path.relative(root, file).split(path.sep).join('/'),
  );
}

export const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

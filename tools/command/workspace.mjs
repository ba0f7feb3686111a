// The projects of the workspace, as package.json lists them.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './step.mjs';

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/** Every project: its name for Nx, its folder relative to the root, its tags. */
export function projects() {
  const { workspaces } = readJson(path.join(root, 'package.json'));
  const folders = workspaces.flatMap((place) => {
    if (!place.endsWith('/*')) return [place];
    const parent = place.slice(0, -2);
    return fs.readdirSync(path.join(root, parent)).map((name) => path.posix.join(parent, name));
  });
  return folders
    .filter((folder) => fs.existsSync(path.join(root, folder, 'package.json')))
    .map((folder) => {
      const { nx } = readJson(path.join(root, folder, 'package.json'));
      return { name: nx.name, folder, tags: nx.tags };
    });
}

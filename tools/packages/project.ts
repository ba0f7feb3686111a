// An empty project outside the workspace with packages installed from their tarballs: no registry is asked.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../command/step.mjs';
import { npm, pack } from './pack.mjs';

export interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export const manifestIn = (folder: string): Manifest =>
  JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

/** Where Node would find a package from a folder. */
function installedAt(name: string, from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const place = path.join(folder, 'node_modules', name);
    if (fs.existsSync(place)) return fs.realpathSync(place);
    if (folder === path.dirname(folder)) throw new Error(`${name} is not installed`);
  }
}

/** Folders of packages and of all that they need, ours and others', optional ones left out. */
function withNeeds(folders: readonly string[]): { ours: string[]; others: string[] } {
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    if (seen.has(folder)) return;
    seen.add(folder);
    for (const name of Object.keys(manifestIn(folder).dependencies ?? {})) visit(installedAt(name, folder));
  };
  folders.forEach(visit);
  const isOurs = (folder: string): boolean => folder.startsWith(path.join(root, 'libs') + path.sep);
  return { ours: [...seen].filter(isOurs), others: [...seen].filter((folder) => !isOurs(folder)) };
}

const settings = {
  compilerOptions: {
    ...{ target: 'ES2022', lib: ['ES2023'], module: 'NodeNext', strict: true, skipLibCheck: false },
    ...{ outDir: 'made', typeRoots: [path.join(root, 'node_modules/@types')], types: ['node'] },
  },
  include: ['*.ts'],
};

/** The project: a folder that goes away with `remove`. */
export interface Project {
  readonly folder: string;
  /** Our packages that are installed in it. */
  readonly packages: readonly string[];
  /** Compiles its programs, strictly; the compiler's complaints, none where all is well. */
  compile(): string;
  /** What a compiled program says, and what it complains of. */
  run(
    program: string,
    env?: Readonly<Record<string, string>>,
  ): { readonly said: string; readonly complaint: string };
  remove(): void;
}

/** @param folders - of libs; what they need comes with them */
export async function projectWith(folders: readonly string[]): Promise<Project> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-packages-'));
  const at = (...steps: string[]): string => path.join(folder, ...steps);
  const { ours, others } = withNeeds(folders);
  const packed = [
    ...(await pack(ours, at('packed'))),
    ...(await pack(others, at('packed'), ['--ignore-scripts'])), // as they lie here, not made anew
  ];
  const dependencies = Object.fromEntries(packed.map(([name, file]) => [name, `file:${file}`]));
  const manifest = { name: 'outside', private: true, type: 'module', dependencies };
  fs.writeFileSync(at('package.json'), JSON.stringify(manifest));
  fs.writeFileSync(at('tsconfig.json'), JSON.stringify(settings));
  const flags = ['--offline', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  await npm(['install', ...flags, `--cache=${at('cache')}`], { cwd: folder });

  const env = { PATH: process.env.PATH, MILLWRIGHT_ENGINE: 'wasm' }; // nothing of the workspace
  const node = (args: string[], more = {}) =>
    spawnSync(process.execPath, args, { cwd: folder, env: { ...env, ...more }, encoding: 'utf8' });
  return {
    folder,
    packages: ours.map((lib) => manifestIn(lib).name),
    compile() {
      const { stdout, stderr } = node([path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
      return stdout + stderr;
    },
    run(program, more) {
      const { stdout, stderr } = node([at('made', `${program}.js`)], more);
      return { said: stdout, complaint: stderr };
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

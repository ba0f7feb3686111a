import fs from 'node:fs';
import path from 'node:path';
import { root } from '../command/step.mjs';
import { manifestIn, projectWith, type Project } from './project.ts';
import { exampleOf } from './readme-example.ts';

/** Libs whose README holds a program, each run in a project that has nothing but the packages. */
const shown = [
  'libs/contracts',
  'libs/math/tensors',
  'libs/math/network',
  'libs/math/preprocessing',
  'libs/math/model',
  'libs/math/explain',
  'libs/math/plant',
  'libs/families/vision',
].map((lib) => ({ lib, name: path.basename(lib), folder: path.join(root, lib) }));

const filesUnder = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

/** Packages that a module names: `@scope/name` or `name`, without a path inside. */
function imported(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  const names = [
    ...text.matchAll(/^(?:import|export)\b[^'"]*?\bfrom '([^'.][^']*)'|^import '([^'.][^']*)'/gm),
  ];
  return names
    .map(([, from, alone]) => from ?? alone)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
}

const targets = (exports: unknown): [condition: string, file: string][] =>
  Object.entries(exports as Record<string, unknown>).flatMap(([condition, target]) =>
    typeof target === 'string' ? [[condition, target] as [string, string]] : targets(target),
  );

describe('the libs as packages, installed in an empty project outside the workspace', () => {
  let project: Project;
  const installed = (name: string) => path.join(project.folder, 'node_modules/@millwright', name);

  beforeAll(async () => {
    project = await projectWith(shown.map(({ folder }) => folder));
    for (const { name, folder } of shown) {
      const { program } = exampleOf(path.join(folder, 'README.md'));
      fs.writeFileSync(path.join(project.folder, `${name}.ts`), program);
    }
  }, 300_000);
  afterAll(() => project.remove());

  it('need no package beyond those whose README is run here, so that none goes unproved', () => {
    expect([...project.packages].sort()).toEqual(shown.map(({ name }) => `@millwright/${name}`).sort());
  });

  it('give types against which the programs of all READMEs compile strictly', () => {
    expect(project.compile()).toBe('');
  });

  it.each(shown)('run the program of the README of $lib', ({ name, folder }) => {
    const { said, complaint } = project.run(name);
    expect(complaint).toBe('');
    expect(said.trimEnd().split('\n')).toEqual(exampleOf(path.join(folder, 'README.md')).says);
  });

  it.each(shown)('hold what $lib promises, and no sources', ({ name }) => {
    const files = filesUnder(installed(name));
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
    expect(files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
    expect(files.filter((file) => /\.spec\.|tsbuildinfo/.test(file))).toEqual([]);
    const offered = targets(manifestIn(installed(name)).exports);
    const forOthers = offered.filter(([condition]) => condition !== '@millwright/source');
    expect(forOthers.map(([, file]) => path.normalize(file)).filter((file) => !files.includes(file))).toEqual(
      [],
    );
  });

  it.each(shown)('import nothing that $lib does not name as its dependency', ({ name }) => {
    const { dependencies, optionalDependencies } = manifestIn(installed(name));
    const named = new Set(Object.keys({ ...dependencies, ...optionalDependencies }));
    const used = filesUnder(installed(name))
      .filter((file) => /\.m?js$|\.d\.ts$/.test(file))
      .flatMap((file) => imported(path.join(installed(name), file)));
    expect([...new Set(used)].filter((one) => !named.has(one))).toEqual([]);
  });

  it('carry the binaries and the thread of the wasm engine inside network', () => {
    const files = filesUnder(installed('network'));
    for (const file of ['generated/plain.wasm', 'generated/relaxed.wasm', 'src/engines/wasm/worker.mjs'])
      expect(files).toContain(file);
  });
});

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import prettier from 'prettier';

const root = path.resolve(import.meta.dirname, '../../..');
const bin = (...parts: string[]) => path.join(root, 'node_modules', ...parts);

interface Change {
  readonly file: string;
  readonly text: string;
}

function runNode(args: string[], options: { cwd?: string; input?: string } = {}) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    ...options,
  });
  return { status, stdout, output: stdout + stderr };
}

const preview = (id: string) => runNode([path.join(root, 'tools/generators/preview.mjs'), 'model', id]);

/** The family with the changes in it, in a workspace of its own whose other rooms are this workspace's. */
function copyOfFamily(changes: readonly Change[]): string {
  const place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-generated-')));
  const family = 'libs/families/vision';
  const leftOut = /[/\\](dist|out-tsc|test-results)$/;
  fs.cpSync(path.join(root, family), path.join(place, family), {
    recursive: true,
    filter: (source) => !leftOut.test(source),
  });
  for (const name of ['node_modules', 'tools', 'jest.preset.mjs', 'tsconfig.base.json', 'tsconfig.dev.json'])
    fs.symlinkSync(path.join(root, name), path.join(place, name));
  for (const { file, text } of changes) {
    fs.mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    fs.writeFileSync(path.join(place, file), text);
  }
  const types = { extends: '../../../tsconfig.dev.json', include: ['src/**/*.ts'] };
  const compilerOptions = {
    types: ['node', 'jest'],
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
  };
  fs.writeFileSync(
    path.join(place, family, 'tsconfig.check.json'),
    JSON.stringify({ ...types, compilerOptions }),
  );
  return place;
}

describe('nx g model vision/weld-net', () => {
  const changes = JSON.parse(preview('vision/weld-net').stdout) as Change[];
  const written = changes.filter(({ file }) => file.includes('/weld-net/'));
  const place = copyOfFamily(changes);
  const family = path.join(place, 'libs/families/vision');
  afterAll(() => fs.rmSync(place, { recursive: true }));

  it('writes the files that every model of the family has, and one more place in its index', () => {
    const names = written.map(({ file }) => path.posix.basename(file)).sort();
    const shape = ['algorithm.ts', 'config.ts', 'examples.ts', 'fitted.ts', 'index.ts', 'README.md'];
    expect(names).toEqual([...shape, 'weld-net.spec.ts'].sort());
    const index = changes.find(({ file }) => file === 'libs/families/vision/src/index.ts');
    expect(index?.text).toMatch(/visionModels = \[[^\]]*\bweldNet\b[^\]]*\]/);
    expect(index?.text).toMatch(/export \{[^}]*\bweldNet\b[^}]*\};/);
  });

  it('leaves no gap unfilled', () => {
    expect(changes.filter(({ text }) => text.includes('{{'))).toEqual([]);
  });

  it('passes the formatting', async () => {
    const config = await prettier.resolveConfig(path.join(root, 'package.json'));
    for (const { file, text } of changes)
      expect([file, await prettier.check(text, { ...config, filepath: file })]).toEqual([file, true]);
  });

  it('passes the rules', () => {
    runNode([bin('nx/dist/bin/nx.js'), 'show', 'projects']);
    const typescript = changes.filter(({ file }) => file.endsWith('.ts'));
    const { stdout } = runNode([path.join(root, 'tools/lint/lint-texts.mjs')], {
      input: JSON.stringify(typescript),
    });
    expect(JSON.parse(stdout)).toEqual(typescript.map(() => []));
  });

  it('passes the type check', () => {
    const { status, output } = runNode([
      bin('typescript/bin/tsc'),
      '-p',
      path.join(family, 'tsconfig.check.json'),
    ]);
    expect(`${output}${status}`).toBe('0');
  });

  it('passes the suite of all models', () => {
    const { status, output } = runNode([path.join(root, 'tools/jest.mjs'), 'weld-net'], { cwd: family });
    expect(output).toMatch(/beats its baseline/);
    expect([status, status === 0 ? '' : output]).toEqual([0, '']);
  }, 400_000);
});

describe('the generator of models', () => {
  it.each(['vision', 'vision/WeldNet', 'vision/weld/net', 'hearing/weld-net', 'vision/'])(
    'refuses the name %s',
    (id) => {
      const { status, output } = preview(id);
      expect(status).not.toBe(0);
      expect(output).toContain(`Expected vision/NAME with NAME like weld-net, received "${id}"`);
    },
  );

  it('refuses a model that exists', () => {
    expect(preview('vision/defect-net').output).toContain(
      'libs/families/vision/src/defect-net exists already.',
    );
  });
});

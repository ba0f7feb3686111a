import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };

interface Plant {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  /** The rule that must report it; null where nothing may be reported. */
  readonly rule: string | null;
}

const boundaries = '@nx/enforce-module-boundaries';
const imports = 'no-restricted-imports';

/** A file that imports these names and uses what it imported. */
const importing = (...names: string[]): string =>
  names.map((name, index) => `import * as it${index} from '${name}';\nvoid it${index};\n`).join('');

const arrow = (folder: string, target: string): Plant => ({
  what: `${folder} imports ${target}`,
  file: `${folder}/src/planted.ts`,
  text: importing(target),
  rule: boundaries,
});

const forbiddenArrows: Plant[] = [
  arrow('libs/contracts', '@millwright/tensors'),
  arrow('libs/client', '@millwright/registry'),
  arrow('libs/math/tensors', '@millwright/vision'),
  arrow('libs/math/preprocessing', '@millwright/registry'),
  arrow('libs/families/vision', '@millwright/artifacts'),
  arrow('libs/families/vision', '@millwright/lifecycle'),
  arrow('libs/stores/readers', '@millwright/preprocessing'),
  arrow('libs/stores/registry', '@millwright/lifecycle'),
  arrow('apps/api', '@millwright/vision'),
  arrow('apps/worker', '@millwright/network'),
  arrow('apps/portal', '@millwright/registry'),
  arrow('apps/cli', '@millwright/lifecycle'),
  arrow('apps/e2e', '@millwright/jobs'),
  { ...arrow('libs/math/tensors', '@millwright/model'), what: 'a circle of two projects' },
  { ...arrow('libs/math/model', '../../tensors/src/nd-array.ts'), what: 'a relative way into another room' },
];

const door = (file: string, target: string): Plant => ({
  what: `${file} imports ${target}`,
  file,
  text: importing(target),
  rule: imports,
});

const closedDoors: Plant[] = [
  door('libs/families/vision/src/planted.ts', '@tensorflow/tfjs-core'),
  door('libs/lifecycle/src/planted.ts', 'onnxruntime-node'),
  door('apps/worker/src/planted.ts', '@tensorflow/tfjs-node-gpu'),
  door('apps/api/src/planted.ts', '@prisma/client'),
  door('libs/lifecycle/src/planted.ts', '@prisma/adapter-pg'),
  door('libs/lifecycle/src/planted.ts', 'sharp'),
  door('libs/families/vision/src/planted.ts', 'yauzl'),
  door('apps/worker/src/planted.ts', 'tar-stream'),
  door('apps/cli/src/planted.ts', 'csv-parse/sync'),
  door('apps/api/src/planted.ts', 'bmp-ts'),
  door('apps/api/src/planted.ts', 'bullmq'),
  door('libs/lifecycle/src/planted.ts', '@millwright/api'),
  door('apps/api/src/planted.ts', '@millwright/worker'),
  door('libs/contracts/src/planted.ts', 'node:fs'),
  door('libs/client/src/planted.ts', 'node:fs'),
  door('libs/math/tensors/src/planted.ts', 'node:crypto'),
  door('libs/math/network/src/planted.ts', 'node:path'),
  door('libs/families/vision/src/planted.ts', 'node:buffer'),
  door('libs/families/vision/src/planted.ts', '@millwright/model/testing'),
  door('apps/portal/src/planted.tsx', '@millwright/contracts/src/errors/app-error.ts'),
  door('libs/lifecycle/src/planted.spec.ts', '@millwright/registry/dist/index.js'),
];

const inLifecycle = (what: string, text: string, rule: string, name = 'planted.ts'): Plant => ({
  what,
  file: `libs/lifecycle/src/${name}`,
  text,
  rule,
});

const lines = (count: number): string => 'void 0;\n'.repeat(count);
const oneTest = (head: string): string => `${head}('holds', () => {\n  expect(1).toBe(1);\n});\n`;

const habits: Plant[] = [
  inLifecycle('any', 'export const planted: any = 1;\n', '@typescript-eslint/no-explicit-any'),
  inLifecycle('export *', "export * from './index.ts';\n", 'no-restricted-syntax'),
  inLifecycle('a file of 401 lines', lines(401), 'max-lines'),
  inLifecycle(
    'a function of 61 lines',
    `export function planted() {\n${lines(59)}}\n`,
    'max-lines-per-function',
  ),
  inLifecycle(
    'a constructor of six parameters',
    'export class Planted {\n  constructor(a = 1, b = 2, c = 3, d = 4, e = 5, f = 6) {\n    void [a, b, c, d, e, f];\n  }\n}\n',
    'no-restricted-syntax',
  ),
  inLifecycle('console.log in a lib', "console.log('planted');\n", 'no-console'),
  inLifecycle('an unused variable', 'const planted = 1;\n', '@typescript-eslint/no-unused-vars'),
  inLifecycle(
    '@ts-ignore',
    '// @ts-ignore because\nexport const a = 1;\n',
    '@typescript-eslint/ban-ts-comment',
  ),
  ...['it.only', 'describe.only', 'it.skip', 'test.skip', 'fit', 'xit', 'fdescribe', 'it.only.each([1])'].map(
    (head) => inLifecycle(head, oneTest(head), 'no-restricted-syntax', 'planted.spec.ts'),
  ),
];

const permitted: Plant[] = [
  ['libs/math/preprocessing/src/planted.ts', '@millwright/contracts', '@millwright/tensors'],
  [
    'libs/families/vision/src/planted.ts',
    '@millwright/model',
    '@millwright/network',
    '@millwright/contracts',
  ],
  ['libs/families/vision/src/planted.spec.ts', '@millwright/model/testing', 'node:fs'],
  ['libs/stores/readers/src/planted.ts', '@millwright/tensors', 'sharp', 'yauzl', 'node:fs'],
  ['libs/stores/registry/src/planted.ts', '@prisma/client', '@millwright/contracts', 'node:path'],
  ['libs/math/network/src/planted.ts', '@tensorflow/tfjs-core'],
  ['libs/math/network/src/engines/planted.ts', '@tensorflow/tfjs-core', 'node:module'],
  [
    'libs/lifecycle/src/planted.ts',
    '@millwright/vision',
    '@millwright/registry',
    '@millwright/model',
    'node:fs',
  ],
  ['apps/api/src/planted.ts', '@millwright/lifecycle', '@millwright/registry', '@millwright/contracts'],
  ['apps/worker/src/planted.ts', '@millwright/jobs', '@millwright/lifecycle'],
  ['apps/portal/src/planted.tsx', '@millwright/contracts', '@millwright/client'],
  ['apps/cli/src/planted.ts', '@millwright/client', '@millwright/contracts', 'node:fs'],
  ['tools/reproduce/planted.ts', '@millwright/lifecycle', '@millwright/vision', '@millwright/plant'],
].map(([file, ...targets]) => ({
  what: `${file} imports ${targets.join(', ')}`,
  file,
  text: importing(...targets),
  rule: null,
}));

permitted.push({
  what: 'a test that is skipped where its precondition is missing',
  file: 'libs/lifecycle/src/planted.spec.ts',
  text: oneTest('const maybe = process.env.DATASETS_DIR ? it : it.skip;\nmaybe'),
  rule: null,
});

const plants = [...forbiddenArrows, ...closedDoors, ...habits, ...permitted];

/** What ESLint says to each planted text, in their order: one process for all. */
function lint(): { ruleId: string | null; message: string }[][] {
  // The rule of the arrows is silent without Nx's cached project graph: make it first.
  const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js');
  execFileSync(process.execPath, [nx, 'show', 'projects'], { cwd: root, env, stdio: 'ignore' });
  const program = path.join(import.meta.dirname, 'lint-texts.mjs');
  const input = JSON.stringify(plants.map(({ file, text }) => ({ file, text })));
  return JSON.parse(execFileSync(process.execPath, [program], { cwd: root, env, input, encoding: 'utf8' }));
}

describe('the arrows, the doors and the habits', () => {
  const reports = lint();
  const messagesOf = (plant: Plant) => reports[plants.indexOf(plant)];
  const rulesOf = (plant: Plant) => messagesOf(plant).map(({ ruleId }) => ruleId);

  it.each(forbiddenArrows)('report: $what', (plant) => {
    expect(rulesOf(plant)).toContain(plant.rule);
  });

  it.each(closedDoors)('report: $what', (plant) => {
    expect(rulesOf(plant)).toContain(plant.rule);
  });

  it.each(habits)('report: $what', (plant) => {
    expect(rulesOf(plant)).toContain(plant.rule);
  });

  it.each(permitted)('let pass: $what', (plant) => {
    expect(messagesOf(plant)).toEqual([]);
  });
});

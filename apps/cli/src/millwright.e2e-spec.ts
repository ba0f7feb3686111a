import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { aPicture, aTar, darkAndLight } from './testing/a-picture.ts';
import { aProduct, root, type AProduct } from './testing/a-product.ts';

describe('millwright', () => {
  let product: AProduct;
  let folder: string;
  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-files-'));
    darkAndLight(path.join(folder, 'parts'));
    product = await aProduct(folder);
    await product.json('datasets', 'import', 'parts', '--name', 'levels');
    await product.json('train', 'vision/tiny', '--dataset', 'levels', '--wait');
  }, 120_000);
  afterAll(async () => {
    await product.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const write = (name: string, bytes: Buffer | string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  };

  const predicted = async (...argv: string[]) =>
    (await product.json('predict', ...argv)).answers as { input: string; answer: string }[];

  const classesOf = async (dataset: string) => {
    const { profile } = await product.json('datasets', 'show', dataset);
    return (profile as { classes: { train: number; test: number; unassigned: number }[] }).classes;
  };

  describe('datasets import', () => {
    it('sends a folder and says in the fields of the surface what became of it', async () => {
      darkAndLight(path.join(folder, 'second'), 20);
      write('second/dark/text.bmp', 'no picture');
      write('second/.hidden', 'nobody meant to send this');
      fs.symlinkSync('/etc/hostname', path.join(folder, 'second/dark/link.bmp'));
      const { code, stdout, stderr } = await product.millwright(
        'datasets',
        'import',
        'second',
        '--name',
        'second',
        '--json',
      );
      expect(code).toBe(0);
      expect(stdout.trim().split('\n')).toHaveLength(1);
      const result = JSON.parse(stdout);
      expect(Object.keys(result)).toEqual(['dataset', 'version', 'rows', 'rejected', 'problems']);
      expect(result).toMatchObject({ dataset: 'second', version: 1, rows: 20, rejected: 2 });
      expect(
        result.problems.map(({ code: what, file }: { code: string; file: string }) => [what, file]).sort(),
      ).toEqual([
        ['file.link', 'dark/link.bmp'],
        ['image.unreadable', 'dark/text.bmp'],
      ]);
      expect(stderr).toContain('Uploading: ');
    });

    it('takes a packed tar, and a part of the pictures by its place', async () => {
      const files = Array.from({ length: 24 }, (_, i) => {
        const label = i % 2 ? 'light' : 'dark';
        return {
          name: `${i < 16 ? 'old' : 'new'}/${label}/${i}.bmp`,
          bytes: aPicture(i % 2 ? 170 : 90, 100 + i),
        };
      });
      write('packed.tar.gz', gzipSync(aTar(files)));
      for (const { name, bytes } of files) write(`plain/${name}`, bytes);
      expect(await product.json('datasets', 'import', 'packed.tar.gz', '--name', 'packed')).toMatchObject({
        rows: 24,
      });
      await product.json(
        'datasets',
        'import',
        'plain',
        '--name',
        'plain',
        '--split',
        'train=old',
        '--split',
        'test=new',
      );
      expect(
        (await classesOf('plain')).map(({ train, test, unassigned }) => [train, test, unassigned]),
      ).toEqual([
        [8, 4, 0],
        [8, 4, 0],
      ]);
    });

    it('sends files that lie elsewhere along as a part', async () => {
      darkAndLight(path.join(folder, 'learn'), 12);
      darkAndLight(path.join(folder, 'exam'), 6);
      const split = ['--split', 'train=learn', '--split', 'test=exam'];
      expect(await product.json('datasets', 'import', 'learn', '--name', 'apart', ...split)).toMatchObject({
        rows: 18,
      });
      expect((await classesOf('apart@1')).map(({ train, test }) => [train, test])).toEqual([
        [6, 3],
        [6, 3],
      ]);
    });

    it('fails with the reason where nothing could be learned from the files', async () => {
      write('single/only/a.bmp', aPicture(90, 1));
      write('single/only/b.bmp', aPicture(90, 2));
      const { code, stdout } = await product.millwright(
        'datasets',
        'import',
        'single',
        '--name',
        'single',
        '--json',
      );
      expect(code).toBe(1);
      expect(Object.keys(JSON.parse(stdout))).toEqual(['code', 'message', 'hint']);
      expect(JSON.parse(stdout).code).toBe('dataset.single-class');
    });

    it.each([
      [['nowhere', '--name', 'x'], 'file.not-found'],
      [['parts', '--name', 'levels'], 'dataset.duplicate'],
      [['parts', '--name', 'a/b'], 'request.invalid'],
    ])('fails for %j with %s', async (argv, code) => {
      const ran = await product.millwright('datasets', 'import', ...argv, '--json');
      expect([ran.code, JSON.parse(ran.stdout).code]).toEqual([1, code]);
    });
  });

  it('lists, shows and judges datasets', async () => {
    const datasets: { name: string }[] = (await product.json('datasets', 'list')).datasets;
    expect(datasets.map(({ name }) => name)).toContain('levels');
    expect(await product.json('datasets', 'show', 'levels@1')).toMatchObject({
      dataset: 'levels',
      rows: 40,
      state: 'ready',
    });
    write('copies/dark/a.bmp', aPicture(90, 1));
    write('copies/dark/b.bmp', aPicture(90, 1));
    darkAndLight(path.join(folder, 'copies'), 12);
    await product.json('datasets', 'import', 'copies', '--name', 'copies');
    const { findings } = await product.json('datasets', 'quality', 'copies');
    const copy = (findings as { column: string; kind: string; count: number; rows: number[] }[]).find(
      ({ kind }) => kind === 'exact-duplicate',
    );
    expect(copy).toMatchObject({ column: 'image' });
    expect(copy?.rows.length).toBeGreaterThanOrEqual(2);
    const human = await product.millwright('datasets', 'show', 'levels');
    expect(human.stdout).toMatch(/levels@1[^]*dark +0 +0 +0 +20/);
  });

  it('deletes a dataset once it is confirmed that a model came from it', async () => {
    await product.json('datasets', 'import', 'parts', '--name', 'gone');
    await product.json('train', 'vision/tiny', '--dataset', 'gone', '--wait');
    const refused = await product.millwright('datasets', 'delete', 'gone', '--json');
    expect([refused.code, JSON.parse(refused.stdout).code]).toEqual([1, 'dataset.in-use']);
    expect(await product.json('datasets', 'delete', 'gone', '--confirm')).toHaveProperty('freedBytes');
    expect((await product.millwright('datasets', 'show', 'gone')).code).toBe(1);
  }, 60_000);

  describe('train', () => {
    const fields = ['run', 'state', 'model', 'version', 'metrics', 'baseline', 'seconds'];

    it('waits and says in the fields of the surface what came out, with progress on stderr', async () => {
      const argv = [
        'train',
        'vision/tiny',
        '--dataset',
        'levels@1',
        '--set',
        'epochs=8',
        '--set',
        'pauseMs=30',
      ];
      const ran = await product.millwright(...argv, '--seed', '7', '--name', 'named', '--wait', '--json');
      expect(ran.code).toBe(0);
      const result = JSON.parse(ran.stdout);
      expect(Object.keys(result)).toEqual(fields);
      expect(result).toMatchObject({ state: 'completed', model: 'named', version: 1 });
      expect(result.metrics.accuracy).toBeGreaterThan(result.baseline.accuracy);
      expect(ran.stderr).toMatch(/Training[^\n]*: \d+ %/);
      const run = await product.json('runs', 'show', result.run);
      expect(run).toMatchObject({ seed: 7, settings: { epochs: 8, pauseMs: 30 } });
    });

    it('comes back at once without --wait; the run can be watched', async () => {
      const result = await product.json('train', 'vision/tiny', '--dataset', 'levels');
      expect(Object.keys(result)).toEqual(fields);
      expect(result).toMatchObject({ version: null, metrics: null });
      const watched = await product.json('runs', 'watch', result['run']);
      expect(Object.keys(watched)).toEqual(fields);
      expect(watched).toMatchObject({ run: result['run'], state: 'completed' });
    });

    it('is cancelled; who waits for it gets exit code 1', async () => {
      const argv = [
        'train',
        'vision/tiny',
        '--dataset',
        'levels',
        '--set',
        'epochs=500',
        '--set',
        'pauseMs=40',
      ];
      const { run: id } = await product.json(...argv);
      const watching = product.millwright('runs', 'watch', id, '--json');
      expect(await product.json('runs', 'cancel', id)).toMatchObject({ run: id });
      const { code, stdout } = await watching;
      expect([code, JSON.parse(stdout).code]).toEqual([1, 'request.cancelled']);
      const runs: { id: string; state: string }[] = (await product.json('runs', 'list')).runs;
      expect(runs.find((run) => run.id === id)?.state).toBe('canceled');
    });

    it('names each setting that is out of its range', async () => {
      const argv = ['train', 'vision/tiny', '--dataset', 'levels', '--set', 'epochs=0'];
      const { code, stdout, stderr } = await product.millwright(...argv, '--json');
      expect([code, JSON.parse(stdout).code]).toEqual([1, 'settings.invalid']);
      expect(stderr).toContain('epochs');
    });
  });

  it('lists and shows models, moves an alias and tells its history', async () => {
    await product.json('train', 'vision/tiny', '--dataset', 'levels', '--name', 'moved', '--wait');
    await product.json('train', 'vision/tiny', '--dataset', 'levels', '--name', 'moved', '--wait');
    const models: { name: string }[] = (await product.json('models', 'list')).models;
    expect(models.map(({ name }) => name)).toContain('moved');
    expect(await product.json('models', 'show', 'moved')).toMatchObject({ version: 2 });
    expect(await product.json('models', 'alias', 'moved', '1', 'champion')).toMatchObject({
      model: 'moved',
      to: 1,
    });
    expect(await product.json('models', 'show', 'moved@champion')).toMatchObject({
      version: 1,
      aliases: ['champion'],
    });
    expect(await product.json('models', 'show', 'moved')).toMatchObject({ version: 1 });
    expect(await product.json('models', 'show', 'moved@2')).toMatchObject({ version: 2 });
    expect(await product.json('models', 'history', 'moved')).toMatchObject({
      history: [{ from: null, to: 1, alias: 'champion' }],
    });
    const exporting = ['models', 'export', 'moved@champion', '--format', 'onnx', '--out', 'handed-on'];
    const { file, bytes } = await product.json(...exporting);
    expect(file).toBe(path.join('handed-on', 'moved-1.onnx'));
    expect(fs.readdirSync(path.join(folder, 'handed-on'))).toEqual(['moved-1.onnx']);
    expect(fs.statSync(path.join(folder, file)).size).toBe(bytes);
    const none = await product.millwright('models', 'show', 'moved@challenger', '--json');
    expect([none.code, JSON.parse(none.stdout).code]).toEqual([1, 'model.not-trained']);
  }, 60_000);

  it('evaluates a model on a dataset in the fields of the surface', async () => {
    await product.json('datasets', 'import', 'parts', '--name', 'judged', '--split', 'test=parts');
    const result = await product.json('evaluate', 'levels', '--dataset', 'judged', '--part', 'test');
    expect(Object.keys(result)).toEqual(['model', 'version', 'dataset', 'metrics']);
    expect(result).toMatchObject({ model: 'levels', dataset: 'judged@1' });
    expect(await product.json('evaluate', 'levels', '--dataset', 'levels@1')).toMatchObject({
      dataset: 'levels@1',
    });
    const none = await product.millwright(
      'evaluate',
      'levels',
      '--dataset',
      'levels@1',
      '--part',
      'test',
      '--json',
    );
    expect([none.code, JSON.parse(none.stdout).code]).toEqual([1, 'dataset.part-empty']);
    expect(Object.values(result['metrics']).every((value) => typeof value === 'number')).toBe(true);
  });

  describe('predict', () => {
    it('answers file by file in the fields of the surface', async () => {
      const inputs = ['parts/dark/0.bmp', 'parts/light/1.bmp'];
      const answers = await predicted('levels', ...inputs);
      expect(answers.map((answer) => Object.keys(answer))).toEqual(
        inputs.map(() => ['input', 'answer', 'confidence']),
      );
      expect(answers).toMatchObject([
        { input: path.normalize(inputs[0]), answer: 'dark' },
        { input: path.normalize(inputs[1]), answer: 'light' },
      ]);
    });

    it('explains itself, and answers the good files of a batch beside a bad one', async () => {
      write('broken.bmp', aPicture(90, 3).subarray(0, 70));
      const { code, stdout, stderr } = await product.millwright(
        'predict',
        'levels@1',
        'broken.bmp',
        'parts/light/1.bmp',
        '--explain',
        '--json',
      );
      expect(code).toBe(0);
      const { answers, problems } = JSON.parse(stdout);
      expect(answers).toMatchObject([{ answer: 'light', explanation: { method: 'grad-cam' } }]);
      expect(problems).toMatchObject([{ file: 'broken.bmp' }]);
      expect(stderr).toContain('broken.bmp');
    });

    it('takes a folder, and keeps files of one name apart', async () => {
      write('twins/a/part.bmp', aPicture(90, 5));
      write('twins/b/part.bmp', aPicture(170, 6));
      const answers = await predicted('levels', 'twins/b/part.bmp', 'twins/a/part.bmp');
      expect(answers.map(({ input, answer }) => [input, answer])).toEqual([
        [path.normalize('twins/b/part.bmp'), 'light'],
        [path.normalize('twins/a/part.bmp'), 'dark'],
      ]);
      const whole = await predicted('levels', 'twins');
      expect(whole.map(({ answer }) => answer)).toEqual(['dark', 'light']);
    });

    it.each([
      [['unknown', 'parts/dark/0.bmp'], 'model.not-found'],
      [['levels@99', 'parts/dark/0.bmp'], 'model.not-trained'],
      [['levels', 'nowhere.bmp'], 'file.not-found'],
    ])('fails for %j with %s', async (argv, code) => {
      const ran = await product.millwright('predict', ...argv, '--json');
      expect([ran.code, JSON.parse(ran.stdout).code]).toEqual([1, code]);
    });
  });

  it.each([
    [['datasets', 'import', 'parts']],
    [['datasets', 'import', 'parts', '--name', 'x', '--kind', 'music']],
    [['datasets', 'import', 'parts', '--name', 'x', '--split', 'exam=parts']],
    [['datasets', 'show', 'levels@x']],
    [['train', 'no-model', '--dataset', 'levels']],
    [['train', 'vision/tiny', '--dataset', 'levels', '--set', 'epochs']],
    [['train', 'vision/tiny', '--dataset', 'levels', '--seed', 'one']],
    [['runs', 'show', 'seven']],
    [['models', 'alias', 'levels', '1', 'favourite']],
    [['evaluate', 'levels', '--dataset', 'levels', '--part', 'exam']],
    [['predict', 'levels@@', 'x.bmp']],
    [['models', 'export', 'levels']],
    [['nonsense']],
  ])('ends with 2 for %j', async (argv) => {
    const { code, stdout } = await product.millwright(...argv, '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'command.usage' });
  });

  it('needs the key of the data directory, or MILLWRIGHT_API_KEY', async () => {
    const elsewhere = { DATA_DIR: os.tmpdir() };
    const without = await product.millwrightIn(elsewhere, 'runs', 'list', '--json');
    expect([without.code, JSON.parse(without.stdout).code]).toEqual([1, 'access.key']);
    const key = fs.readFileSync(path.join(product.directory, 'access-key'), 'utf8').trim();
    expect((await product.millwrightIn({ ...elsewhere, MILLWRIGHT_API_KEY: key }, 'runs', 'list')).code).toBe(
      0,
    );
  });

  it('says that nothing answers where nothing does', async () => {
    const { code, stdout } = await product.millwrightIn(
      { MILLWRIGHT_URL: 'http://127.0.0.1:9' },
      'runs',
      'list',
      '--json',
    );
    expect([code, JSON.parse(stdout).code]).toEqual([1, 'api.unreachable']);
  });

  it('speaks Chinese where LANG or --lang says so', async () => {
    const byEnvironment = await product.millwrightIn({ LANG: 'zh_CN.UTF-8' }, 'datasets', 'show', 'unknown');
    expect(byEnvironment.stderr).toContain('没有数据集 unknown。');
    const byOption = await product.millwright('--lang', 'zh', 'datasets', 'list');
    expect(byOption.stdout).toContain('名称');
    expect((await product.millwright('--lang', 'zh', '--help')).stdout).toContain('用法');
  });

  it('runs as a program from the workspace', async () => {
    const child = spawn(
      process.execPath,
      [path.join(root, 'apps/cli/bin/millwright.mjs'), 'models', 'show', 'levels', '--json'],
      {
        cwd: folder,
        env: { PATH: process.env.PATH, MILLWRIGHT_URL: product.url, DATA_DIR: product.directory },
      },
    );
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'levels' });
  });
});

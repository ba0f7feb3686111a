import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { AppError } from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import { darkAndLight } from '@millwright/lifecycle/testing';
import { anApi, until, type AnApi } from '../testing/an-api.ts';
import { formType, rawForm, type RawPart } from '../testing/raw-form.ts';

const pictures = darkAndLight({ count: 20 });
const named = (name: string): RawPart => ({ field: 'name', content: name });
const picture = (i: number, filename: string | Buffer = pictures[i].path): RawPart => ({
  field: 'files',
  filename,
  content: pictures[i].bytes,
});

describe('an upload', () => {
  let api: AnApi;
  let fullFrom = Infinity;
  let kept = 0;
  beforeAll(async () => {
    api = await anApi({ artifacts: fillingUp });
    fs.mkdirSync(path.join(api.directory, 'artifacts'), { recursive: true });
  }, 60_000);
  afterAll(() => api.close(), 60_000);
  afterEach(() => (fullFrom = Infinity));

  /** A store whose disk is full from the `fullFrom`th file on. */
  const fillingUp = (store: ArtifactStore): ArtifactStore => {
    const put: ArtifactStore['put'] = async (stream, options) => {
      if (++kept <= fullFrom) return store.put(stream, options);
      for await (const _ of stream) break;
      throw new AppError('storage.full', { file: options?.name ?? '-', directory: 'data' });
    };
    const own = (name: string | symbol) =>
      (Reflect.get(store, name) as (() => unknown) | undefined)?.bind(store);
    return new Proxy(store, { get: (_, name) => (name === 'put' ? put : own(name)) });
  };

  const send = (body: Buffer) => api.ask().post('/api/v1/datasets').set('content-type', formType).send(body);
  const exists = async (name: string) => (await api.ask().get(`/api/v1/datasets/${name}`)).status === 200;

  /** Every file under the data directory's store, finished or not. */
  const onDisk = () =>
    fs
      .readdirSync(path.join(api.directory, 'artifacts'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();

  it('that is cut off half way leaves nothing behind, not even half a file', async () => {
    const before = onDisk();
    const begun = kept;
    const half = rawForm([named('cut'), picture(0), picture(1), { ...picture(2), content: 'half a pict' }], {
      end: false,
    });
    const socket = net.connect(api.port, '127.0.0.1');
    const head = `Content-Type: ${formType}\r\nContent-Length: ${half.length + 5000}`;
    socket.write(`POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\n${head}\r\n\r\n`);
    socket.write(half.subarray(0, half.length - 2));
    await until(async () => kept === begun + 3 && onDisk().length >= before.length + 2);
    socket.destroy();
    await until(async () => onDisk().length === before.length);
    expect(onDisk()).toEqual(before);
    expect(await exists('cut')).toBe(false);
  });

  it('whose form has no end is answered with upload.cut-off, naming the file, and leaves nothing behind', async () => {
    const before = await api.held();
    const half = rawForm([named('cut'), picture(0), picture(3, 'dark/last.png')], { end: false });
    const { body } = await send(half.subarray(0, half.length - 10)).expect(400);
    expect(body.code).toBe('upload.cut-off');
    expect(body.detail).toContain('dark/last.png');
    expect(await api.held()).toEqual(before);
    expect(await exists('cut')).toBe(false);
  });

  it('onto a full disk is answered with storage.full, and what came before is freed', async () => {
    const before = await api.held();
    fullFrom = kept + 2;
    const { body } = await send(
      rawForm([named('full'), picture(4), picture(5), picture(6), picture(7)]),
    ).expect(507);
    expect(body.code).toBe('storage.full');
    expect(body.detail).toContain(pictures[6].path);
    expect(await api.held()).toEqual(before);
    expect(await exists('full')).toBe(false);
  });

  it('of the same bytes again names the version that holds them, and stores nothing twice', async () => {
    await api.imported('once', pictures);
    const before = await api.held();
    const { body } = await api.upload('once', pictures).expect(409);
    expect(body.code).toBe('dataset.duplicate');
    expect(body.detail).toContain('once@1');
    expect(await api.held()).toEqual(before);
    expect((await api.ask().get('/api/v1/datasets/once')).body.versions).toEqual([1]);
  });

  it('that fails does not take along bytes that another dataset holds', async () => {
    await api.imported('holder', darkAndLight({ count: 12, seed: 5 }));
    const before = await api.held();
    const shared = darkAndLight({ count: 12, seed: 5 })[0];
    const form = rawForm([named('cut'), { field: 'files', filename: 'a/b.png', content: shared.bytes }], {
      end: false,
    });
    await send(form.subarray(0, form.length - 2)).expect(400);
    expect(await api.held()).toEqual(before);
  });

  it('keeps its good files and tells the bad names', async () => {
    const latin1 = Buffer.concat([Buffer.from('dark/gr'), Buffer.from([0xfc]), Buffer.from('n.png')]);
    const form = rawForm([
      named('names'),
      ...pictures.map((_, i) => picture(i)),
      picture(0, latin1),
      picture(1, '../../escape.png'),
      picture(2, '/etc/absolute.png'),
      picture(3, 'C:\\windows\\drive.png'),
    ]);
    const { body } = await send(form).expect(202);
    expect(body.problems.map(({ code }: { code: string }) => code)).toEqual([
      'file.name-encoding',
      'file.unsafe-name',
      'file.unsafe-name',
      'file.unsafe-name',
    ]);
    const version = await until(async () => {
      const now = await api.parts.registry.datasets.version('names', 1);
      return now.state === 'ready' && now;
    });
    expect(version.rows).toBe(20);
  });

  it('takes the first of two files of one name and tells of the other', async () => {
    const parts = [picture(0), picture(1), picture(2, pictures[0].path)];
    const { body } = await send(rawForm([named('twice'), ...parts])).expect(202);
    expect(body.problems.map(({ code, file }: { code: string; file: string }) => [code, file])).toEqual([
      ['file.sent-twice', pictures[0].path],
    ]);
  });

  it('of bad names alone is refused with each of them', async () => {
    const { body } = await send(rawForm([named('none'), picture(0, '../x.png')])).expect(422);
    expect(body).toMatchObject({
      code: 'dataset.empty',
      errors: [{ code: 'file.unsafe-name', file: '../x.png' }],
    });
  });

  it('keeps Chinese names and folders', async () => {
    const files = pictures.map(({ bytes }, i) => ({
      path: `${i % 2 ? '良品' : '划痕'}/零件 ${i}.png`,
      bytes,
    }));
    const { profile } = await api.imported('中文', files);
    expect(profile?.classes.map(({ label }) => label).sort()).toEqual(['划痕', '良品'].sort());
  });

  it.each([
    ['a name with a slash', [named('a/b'), picture(0)], 'name'],
    ['no name', [picture(0)], 'name'],
    ['a kind that is not known', [named('x'), { field: 'kind', content: 'music' }, picture(0)], 'kind'],
    ['a split that is no JSON', [named('x'), { field: 'split', content: '{' }, picture(0)], 'split'],
    [
      'a part that is not known',
      [named('x'), { field: 'split', content: '{"a":"exam"}' }, picture(0)],
      'split.a',
    ],
  ] as [string, RawPart[], string][])(
    'with %s is refused by the name of the field',
    async (_, parts, column) => {
      const before = await api.held();
      const { body } = await send(rawForm(parts)).expect(400);
      expect(body).toMatchObject({ code: 'request.invalid', errors: [{ column }] });
      expect(await api.held()).toEqual(before);
    },
  );

  it('without files is refused', async () => {
    expect((await send(rawForm([named('x')])).expect(422)).body.code).toBe('dataset.empty');
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data', undefined])(
    'of type %s is refused with the type that is expected',
    async (type) => {
      const test = api.ask().post('/api/v1/datasets');
      const { body } = await (type ? test.set('content-type', type).send('{}') : test).expect(415);
      expect(body.code).toBe('request.media-type');
      expect(body.detail).toContain('multipart/form-data');
    },
  );

  it('of a text named .png is inspected, rejected and leaves nothing behind', async () => {
    const before = await api.held();
    const { body } = await send(
      rawForm([named('text'), { field: 'files', filename: 'a/b.png', content: 'no picture' }]),
    );
    expect(body.dataset).toBe('text');
    const version = await until(async () => {
      const { body: now } = await api.ask().get('/api/v1/datasets/text/versions/1');
      return now.state === 'rejected' && now;
    });
    expect(version.error.code).toMatch(/^(dataset|image)\./);
    expect(version.problems[0]).toMatchObject({ file: 'a/b.png' });
    expect(await api.held()).toEqual(before);
  });
});

import { gzipSync } from 'node:zlib';
import { AppError, type DatasetVersionView } from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import { encodePng } from '@millwright/readers';
import { idxBytes, tarBytes, zipBytes } from '@millwright/readers/testing';
import { seeded } from '@millwright/tensors';
import { aWorld, someWork, type World } from './testing/a-world.ts';
import { aPicture, darkAndLight, repeated, stored, type UploadedFile } from './testing/pictures.ts';

const text = (words: string) => new TextEncoder().encode(words);
const entryOf = ({ path, bytes }: UploadedFile) => ({ name: path, content: bytes });
const listOf = (files: readonly UploadedFile[]) =>
  text(['path,label', ...files.map(({ path }) => `${path},${path.split('/')[0]}`)].join('\n'));
const picture = (seed: number) => encodePng(aPicture(seeded(seed), 128));

describe('an import', () => {
  let world: World;
  let count = 0;
  const name = () => `parts-${++count}`;
  const reason = ({ state, error }: DatasetVersionView) => [state, error?.code, error?.params];

  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  /** Nothing of a rejected upload is kept. */
  const expectNothingKept = async (work: () => Promise<unknown>): Promise<void> => {
    const before = await world.held();
    await work();
    expect(await world.held()).toEqual(before);
  };

  it.each<[string, UploadedFile[], string, Record<string, unknown>]>([
    ['an empty folder', [{ path: 'readme.txt', bytes: text('no pictures') }], 'dataset.empty', {}],
    [
      'a single class',
      repeated(4, (i) => ({ path: `good/${i}.png`, bytes: picture(i) })),
      'dataset.single-class',
      { label: 'good' },
    ],
    [
      'a class with one image',
      [
        ...repeated(4, (i) => ({ path: `good/${i}.png`, bytes: picture(i) })),
        { path: 'bad/0.png', bytes: picture(99) },
      ],
      'dataset.class-too-small',
      { label: 'bad', count: 1, minimum: 2 },
    ],
    [
      'a class of which only one image can be read',
      [
        ...repeated(4, (i) => ({ path: `good/${i}.png`, bytes: picture(i) })),
        { path: 'bad/0.png', bytes: picture(99) },
        { path: 'bad/1.png', bytes: picture(98).subarray(0, 80) },
      ],
      'dataset.class-too-small',
      { label: 'bad', count: 1, minimum: 2 },
    ],
  ])('of %s is rejected with the reason, and nothing is kept', async (_, files, code, params) => {
    await expectNothingKept(async () => {
      const version = await world.imported(name(), files);
      expect(reason(version)).toEqual(['rejected', code, expect.objectContaining(params)]);
    });
  });

  it('keeps the good files of a batch and names each bad one', async () => {
    const version = await world.imported(name(), [
      ...darkAndLight({ count: 10, seed: 11 }),
      { path: 'dark/cut.png', bytes: picture(1).subarray(0, 90) },
      { path: 'light/note.png', bytes: text('a text file named .png') },
    ]);
    expect(version).toMatchObject({ state: 'ready', rows: 10, rejected: 2 });
    expect(version.problems.map(({ code, file }) => [code, file])).toEqual([
      ['image.unreadable', 'dark/cut.png'],
      ['image.unreadable', 'light/note.png'],
    ]);
  });

  it.each<[string, (files: UploadedFile[]) => UploadedFile[]]>([
    ['a zip', (files) => [{ path: 'parts.zip', bytes: zipBytes(files.map(entryOf)) }]],
    ['a tar', (files) => [{ path: 'parts.tar', bytes: tarBytes(files.map(entryOf)) }]],
    ['a tar.gz', (files) => [{ path: 'parts.tar.gz', bytes: gzipSync(tarBytes(files.map(entryOf))) }]],
    ['a folder with a CSV', (files) => [...files, { path: 'list.csv', bytes: listOf(files) }]],
  ])('of %s gives the pictures of the folder itself, and releases what they came in', async (_, packed) => {
    const files = darkAndLight({ count: 10, seed: 40 });
    const [plain, dataset] = [name(), name()];
    const folder = await world.imported(plain, files);
    const held = await world.held();
    const version = await world.imported(dataset, packed(files));
    expect(version).toMatchObject({ state: 'ready', rows: 10, contentHash: folder.contentHash });
    expect(await world.held()).toEqual(held); // the same pictures, and no archive
    await world.lifecycle.deleteDataset(plain, 'tester');
    expect(await world.held()).toEqual(held); // still needed by the other dataset
    const before = await world.held();
    const { freedBytes } = await world.lifecycle.deleteDataset(dataset, 'tester');
    expect(freedBytes).toBe(files.reduce((sum, { bytes }) => sum + bytes.length, 0));
    expect((await world.held()).length).toBe(before.length - 10);
  });

  it('of IDX files names the classes of classes.txt and takes the part from the file name', async () => {
    const dataset = name();
    const pixels = (count: number) => Uint8Array.from({ length: count * 64 }, (_, i) => (i * 37) % 251);
    const set = (part: string, count: number) => [
      { path: `p_${part}-images-idx3-ubyte`, bytes: idxBytes([count, 8, 8], pixels(count)) },
      {
        path: `p_${part}-labels-idx1-ubyte`,
        bytes: idxBytes(
          [count],
          Uint8Array.from({ length: count }, (_, i) => i % 2),
        ),
      },
    ];
    const classes = { path: 'classes.txt', bytes: text('ok\nfront\n') };
    const version = await world.imported(dataset, [...set('train', 8), ...set('test', 4), classes]);
    expect(version.profile?.classes).toEqual([
      { label: 'front', total: 6, train: 4, validation: 0, test: 2, unassigned: 0 },
      { label: 'ok', total: 6, train: 4, validation: 0, test: 2, unassigned: 0 },
    ]);
    // The test file begins with the pictures of the training file.
    expect(await world.registry.datasets.finding(dataset, 1, 'train-test-duplicate')).toMatchObject({
      count: 4,
    });
  });

  it('of an archive with names that lead out of it keeps the good files', async () => {
    const files = darkAndLight({ count: 10, seed: 41 }).map(entryOf);
    const bad = { name: '../dark/out.png', content: picture(3) };
    const link = { name: 'dark/link.png', content: text('/etc/passwd'), mode: 0o120777 };
    const archive = { path: 'parts.zip', bytes: zipBytes([...files, bad, link]) };
    const version = await world.imported(name(), [archive]);
    expect(version).toMatchObject({ state: 'ready', rows: 10, rejected: 2 });
    expect(version.problems.map(({ code }) => code)).toEqual(['archive.unsafe-path', 'archive.link']);
  });

  it('of an archive that cannot be read is rejected with what is wrong with it', async () => {
    const cut = zipBytes(darkAndLight({ count: 10, seed: 42 }).map(entryOf)).subarray(0, 3000);
    await expectNothingKept(async () => {
      const version = await world.imported(name(), [{ path: 'parts.zip', bytes: cut }]);
      expect(reason(version)).toEqual([
        'rejected',
        'archive.unreadable',
        expect.objectContaining({ file: 'parts.zip' }),
      ]);
    });
  });

  it('of pictures that another version of the name holds, packed otherwise, is rejected', async () => {
    const dataset = name();
    const files = darkAndLight({ count: 10, seed: 43 });
    await world.imported(dataset, files);
    const again = await world.imported(dataset, [{ path: 'parts.zip', bytes: zipBytes(files.map(entryOf)) }]);
    expect(reason(again)).toEqual(['rejected', 'dataset.duplicate', { dataset, version: 1 }]);
  });

  it('refuses the same bytes again, naming the version that holds them, and keeps that version whole', async () => {
    const dataset = name();
    const files = darkAndLight({ count: 10, seed: 12 });
    await world.imported(dataset, files);
    const before = await world.held();
    await expect(world.imported(dataset, files)).rejects.toMatchObject({
      code: 'dataset.duplicate',
      params: { dataset, version: 1 },
    });
    expect(await world.held()).toEqual(before);
    expect((await world.registry.datasets.get(dataset)).versions).toEqual([1]);
  });

  it('makes the next version of a name from other bytes', async () => {
    const dataset = name();
    await world.imported(dataset, darkAndLight({ count: 10, seed: 13 }));
    const next = await world.imported(dataset, darkAndLight({ count: 12, seed: 14 }));
    expect(next).toMatchObject({ version: 2, state: 'ready', rows: 12 });
  });

  it('frees the bytes of an upload that was cut off, but none that a dataset needs', async () => {
    const files = darkAndLight({ count: 10, seed: 15 });
    await world.imported(name(), files);
    const before = await world.held();
    const sources = await stored(world.artifacts, [...files, { path: 'dark/new.png', bytes: picture(77) }]);
    const freed = await world.lifecycle.discardUpload(sources.map(({ hash }) => hash));
    expect(freed).toBe(picture(77).length);
    expect(await world.held()).toEqual(before);
  });

  it('finds copies of training pictures in the test part', async () => {
    const train = darkAndLight({ count: 20, seed: 16, prefix: 'train/' });
    const test = darkAndLight({ count: 10, seed: 17, prefix: 'test/' });
    const copy = { path: 'test/dark/copy.png', bytes: train[0].bytes };
    const dataset = name();
    const version = await world.imported(dataset, [...train, ...test, copy]);
    const found = await world.registry.datasets.finding(dataset, version.version, 'train-test-duplicate');
    expect(found).toMatchObject({ count: 1 });
    const item = async (index: number) => (await world.registry.items.get(dataset, 1, index)).path;
    expect(await Promise.all(found!.groups[0].map(item))).toEqual(
      expect.arrayContaining(['train/dark/0.png', 'test/dark/copy.png']),
    );
  });

  it('leaves out what a finding names, and does not find it again', async () => {
    const files = darkAndLight({ count: 20, seed: 18 });
    const dataset = name();
    await world.imported(dataset, [...files, { path: 'dark/again.png', bytes: files[0].bytes }]);
    await world.lifecycle.deriveVersion(
      dataset,
      { from: 1, exclude: [], excludeFindings: ['exact-duplicate'] },
      'tester',
    );
    expect(await world.registry.datasets.version(dataset, 2)).toMatchObject({ rows: 20, excluded: 1 });
    expect(await world.registry.datasets.finding(dataset, 1, 'exact-duplicate')).toMatchObject({ count: 1 });
    expect(await world.registry.datasets.finding(dataset, 2, 'exact-duplicate')).toBeNull();
  });

  it.each([
    [[], 'dataset.nothing-excluded'],
    [[10], 'dataset.no-item'],
    [repeated(10, (i) => i), 'dataset.too-many-excluded'],
  ])('refuses to leave out %j', async (exclude, code) => {
    const dataset = name();
    await world.imported(dataset, darkAndLight({ count: 10, seed: 100 + count }));
    const derive = world.lifecycle.deriveVersion(
      dataset,
      { from: 1, exclude, excludeFindings: [] },
      'tester',
    );
    await expect(derive).rejects.toMatchObject({ code });
    expect((await world.registry.datasets.get(dataset)).versions).toEqual([1]);
  });

  it('inspected twice leaves what one inspection leaves', async () => {
    const dataset = name();
    const version = await world.imported(dataset, darkAndLight({ count: 10, seed: 19 }));
    await world.lifecycle.inspectDataset({ dataset, version: 1 }, someWork({ attempt: 2 }));
    expect(await world.registry.datasets.version(dataset, 1)).toEqual(version);
  });
});

describe('an inspection that is cut off', () => {
  /** A world whose store fails or stops at the nth picture it is to keep. */
  const interrupted = (at: number, onPicture: () => Promise<never>) => {
    let [kept, armed] = [0, false];
    return {
      arm: () => (armed = true),
      disarm: () => (armed = false),
      world: aWorld({
        artifacts: (store) =>
          Object.assign(Object.create(store) as ArtifactStore, {
            putBytes: async (...given: Parameters<ArtifactStore['putBytes']>) =>
              armed && ++kept === at ? onPicture() : store.putBytes(...given),
          }),
      }),
    };
  };

  it('by a full disk is rejected and leaves nothing behind', async () => {
    const full = interrupted(5, () =>
      Promise.reject(new AppError('storage.full', { file: 'dark/4.png', directory: 'data' })),
    );
    const world = await full.world;
    const sources = await stored(world.artifacts, darkAndLight({ count: 20, seed: 21 }));
    full.arm();
    await world.lifecycle.receiveDataset({ name: 'parts', kind: 'images' }, sources, 'tester');
    const version = await world.registry.datasets.version('parts', 1);
    expect([version.state, version.error?.code]).toEqual(['rejected', 'storage.full']);
    expect(await world.held()).toEqual([]);
    full.disarm();
    const again = await world.imported('parts', darkAndLight({ count: 20, seed: 21 }));
    expect(again).toMatchObject({ version: 2, state: 'ready', rows: 20 });
    await world.close();
  });

  it('by the end of its worker begins anew, without a doubled or half-written picture', async () => {
    const stop = new AbortController();
    const world = await aWorld();
    const sources = await stored(world.artifacts, darkAndLight({ count: 150, seed: 22 }));
    await world.registry.datasets.receive({ name: 'parts', kind: 'images', sources });
    const first = world.lifecycle.inspectDataset(
      { dataset: 'parts', version: 1 },
      someWork({
        signal: stop.signal,
        report: async (event) => {
          if (event.type === 'dataset' && event.progress > 0) stop.abort(new Error('the worker ends'));
        },
      }),
    );
    await expect(first).rejects.toThrow();
    expect(await world.registry.datasets.version('parts', 1)).toMatchObject({ state: 'inspecting', rows: 0 });
    await world.lifecycle.inspectDataset({ dataset: 'parts', version: 1 }, someWork({ attempt: 2 }));
    const version = await world.registry.datasets.version('parts', 1);
    expect(version).toMatchObject({ state: 'ready', rows: 150 });
    const { items } = await world.registry.items.list('parts', 1, { limit: 500 });
    expect(new Set(items.map(({ path }) => path)).size).toBe(150);
    await world.close();
  });

  it('by a person is rejected and leaves nothing behind', async () => {
    const world = await aWorld();
    const sources = await stored(world.artifacts, darkAndLight({ count: 150, seed: 23 }));
    await world.registry.datasets.receive({ name: 'parts', kind: 'images', sources });
    let cancelled: Promise<void> | null = null;
    await world.lifecycle.inspectDataset(
      { dataset: 'parts', version: 1 },
      someWork({
        report: async (event) => {
          if (event.type === 'dataset' && event.progress > 0)
            cancelled ??= world.lifecycle.cancelInspection('parts', 1, 'Ada');
          await cancelled;
        },
      }),
    );
    expect(cancelled).not.toBeNull();
    const version = await world.registry.datasets.version('parts', 1);
    expect([version.state, version.error?.code]).toEqual(['rejected', 'request.cancelled']);
    expect(await world.held()).toEqual([]);
    await world.close();
  });
});

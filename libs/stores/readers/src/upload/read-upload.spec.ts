import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { errorWords, type ItemProblem, type Part } from '@millwright/contracts';
import { encodePng, readUpload, type SourceEntry, type UploadItem, type UploadOptions } from '../index.ts';
import { aSource, idxBytes, somePixels, somePng, tarBytes, zipBytes } from '../testing/index.ts';

const text = (words: string): Buffer => Buffer.from(words);

async function read(
  files: readonly SourceEntry[],
  options?: UploadOptions,
): Promise<{ items: UploadItem[]; problems: ItemProblem[]; placed: [string, string, Part | null][] }> {
  const [items, problems]: [UploadItem[], ItemProblem[]] = [[], []];
  for await (const one of readUpload(files, options))
    if (one.ok) items.push(one);
    else problems.push(one.problem);
  return { items, problems, placed: items.map((item) => [item.path, item.label, item.part]) };
}
const codes = (problems: readonly ItemProblem[]) => problems.map(({ code, file }) => [code, file]);

describe('readUpload of folders', () => {
  it('takes class and part from the folders, below any common root', async () => {
    const names = [
      'casting/train/ok/1.png',
      'casting/test/bad/2.png',
      'casting/val/ok/3.PNG',
      'plain/ok/4.png',
      'bad/5.png',
    ];
    const { placed, problems } = await read(names.map((name, i) => aSource(name, somePng(i))));
    expect(problems).toEqual([]);
    expect(placed).toEqual([
      ['casting/train/ok/1.png', 'ok', 'train'],
      ['casting/test/bad/2.png', 'bad', 'test'],
      ['casting/val/ok/3.PNG', 'ok', 'validation'],
      ['plain/ok/4.png', 'ok', null],
      ['bad/5.png', 'bad', null],
    ]);
  });
  it('lets a split by prefix go before what folders say, the longest prefix first', async () => {
    const names = ['a/ok/1.png', 'a/x/ok/2.png', 'train/ok/3.png'];
    const split = { a: 'train', 'a/x': 'test', train: 'validation' } as const;
    const { placed } = await read(
      names.map((name) => aSource(name, somePng())),
      { split },
    );
    expect(placed.map(([, , part]) => part)).toEqual(['train', 'test', 'validation']);
  });
  it('keeps the good files, names the others, and passes over what desktops leave behind', async () => {
    const { placed, problems } = await read([
      aSource('ok/1.png', somePng()),
      aSource('ok/notes.txt', text('my notes')),
      aSource('ok/fake.png', text('my notes')),
      aSource('top.png', somePng()),
      aSource('ok/.DS_Store', text('x')),
      aSource('__MACOSX/ok/._1.png', text('x')),
      aSource('ok/Thumbs.db', text('x')),
      aSource('ok/\ufffd.png', somePng()),
      aSource('../ok/2.png', somePng()),
      aSource('empty/3.png', text('')),
    ]);
    expect(placed).toEqual([['ok/1.png', 'ok', null]]);
    expect(codes(problems)).toEqual([
      ['file.unsupported', 'ok/notes.txt'],
      ['image.unreadable', 'ok/fake.png'],
      ['image.no-class', 'top.png'],
      ['file.name-encoding', 'ok/\ufffd.png'],
      ['archive.unsafe-path', '../ok/2.png'],
      ['image.unreadable', 'empty/3.png'],
    ]);
  });
  it('reads pictures under any name, and gzipped ones', async () => {
    const { placed } = await read([
      aSource('ok/photo', somePng(1)),
      aSource('ok/2.png.gz', gzipSync(somePng(2))),
    ]);
    expect(placed.map(([name]) => name)).toEqual(['ok/photo', 'ok/2.png']);
  });
  it('says how many pictures to expect, and stops when it is told to', async () => {
    const files = [1, 2, 3].map((i) => aSource(`ok/${i}.png`, somePng(i)));
    let expected = 0;
    await read(files, { onExpected: (count) => (expected = count) });
    expect(expected).toBe(3);
    const stop = new AbortController();
    const run = async () => {
      for await (const one of readUpload(files, { signal: stop.signal })) if (one.ok) stop.abort();
    };
    await expect(run()).rejects.toMatchObject({ code: 'request.cancelled' });
  });
  it('gives nothing for an empty upload', async () => {
    expect(await read([])).toEqual({ items: [], problems: [], placed: [] });
  });
});

describe('readUpload of lists', () => {
  const pictures = ['img/1.png', 'img/2.png', 'img/3.png'].map((name, i) => aSource(name, somePng(i)));

  it('takes label and part from the rows, whatever separates them', async () => {
    for (const rows of [
      'path,label,part\nimg/1.png,ok,train\n"img/2.png","bad, torn",test\nimg/3.png,ok,\n',
      'Label;Path;Part\r\nok;img/1.png;train\r\nbad, torn;./img/2.png;TEST\r\nok;img\\3.png;\r\n',
    ]) {
      const { placed, problems } = await read([aSource('list.csv', text(`\ufeff${rows}`)), ...pictures]);
      expect(problems).toEqual([]);
      expect(placed).toEqual([
        ['img/1.png', 'ok', 'train'],
        ['img/2.png', 'bad, torn', 'test'],
        ['img/3.png', 'ok', null],
      ]);
    }
  });
  it('names file, row and column of what cannot be, and keeps the other rows', async () => {
    const rows = [
      'path,label,part',
      'img/1.png,ok,train',
      '../2.png,ok,train',
      'img/2.png,,train',
      'img/3.png,ok,often',
      'img/9.png,ok,test',
      'img/1.png,bad,',
    ];
    const { placed, problems } = await read([...pictures, aSource('list.csv', text(rows.join('\n')))]);
    expect(placed).toEqual([['img/1.png', 'ok', 'train']]);
    const inRows = problems
      .filter(({ code }) => code === 'csv.row')
      .map(({ file, row, column }) => [file, row, column]);
    expect(inRows).toEqual([
      ['list.csv', 3, 'path'],
      ['list.csv', 4, 'label'],
      ['list.csv', 5, 'part'],
      ['list.csv', 7, 'path'],
      ['list.csv', 6, 'path'],
    ]);
    expect(codes(problems.filter(({ code }) => code === 'csv.not-listed'))).toEqual([
      ['csv.not-listed', 'img/2.png'],
      ['csv.not-listed', 'img/3.png'],
    ]);
  });
  it('finds the list inside a zip, even behind its pictures, with paths beside it', async () => {
    const zip = zipBytes([
      { name: 'set/img/1.png', content: somePng(1) },
      { name: 'set/list.csv', content: text('path,label\nimg/1.png,ok\n') },
    ]);
    const { placed, problems } = await read([aSource('set.zip', zip)]);
    expect(problems).toEqual([]);
    expect(placed).toEqual([['set/img/1.png', 'ok', null]]);
  });
  it('reports a table without the columns, and a quote that is never closed', async () => {
    const other = await read([
      aSource('ok/1.png', somePng()),
      aSource('sizes.csv', text('name,size\na,1\n')),
    ]);
    expect(codes(other.problems)).toEqual([['file.unsupported', 'sizes.csv']]);
    expect(other.items).toHaveLength(1);
    const open = await read([
      aSource('ok/1.png', somePng()),
      aSource('list.csv', text('path,label\n"a.png,ok\n')),
    ]);
    expect(open.problems[0]).toMatchObject({ code: 'csv.row', file: 'list.csv' });
    expect(open.problems).toHaveLength(1);
  });
});

describe('readUpload of IDX files', () => {
  const all = [1, 2, 3].map((seed) => somePixels(seed, [4, 5, 1]));
  const data = Buffer.concat(all.map(({ data }) => data));
  const images = idxBytes([3, 4, 5], data);
  const labels = idxBytes([3], Uint8Array.from([1, 0, 1]));
  const classes = aSource('classes.txt', text('bad\nok\n'));

  it('gives pictures with the names of classes.txt and the part in the file name', async () => {
    const { items, placed, problems } = await read([
      aSource('gray_train_full-images-idx3-ubyte.gz', gzipSync(images), 7),
      aSource('gray_train_full-labels-idx1-ubyte.gz', gzipSync(labels)),
      classes,
    ]);
    expect(problems).toEqual([]);
    expect(placed).toEqual([
      ['gray_train_full/ok/00000.png', 'ok', 'train'],
      ['gray_train_full/bad/00001.png', 'bad', 'train'],
      ['gray_train_full/ok/00002.png', 'ok', 'train'],
    ]);
    expect(items.map(({ pixels }) => pixels)).toEqual(all);
    expect(items.map(({ bytes }) => bytes)).toEqual(all.map(encodePng));
  });
  it('reads the MNIST names, without class names, and three channels', async () => {
    const colour = idxBytes(
      [3, 2, 1, 3],
      Uint8Array.from({ length: 18 }, (_, i) => i),
    );
    const { placed, items } = await read([
      aSource('t10k-images-idx4-ubyte', colour),
      aSource('t10k-labels-idx1-ubyte', labels),
    ]);
    expect(placed.map(([, label, part]) => [label, part])).toEqual([
      ['1', 'test'],
      ['0', 'test'],
      ['1', 'test'],
    ]);
    expect(items[0].pixels?.shape).toEqual([2, 1, 3]);
  });
  it.each<[string, Buffer, Buffer, number, RegExp]>([
    ['images without their end', images.subarray(0, images.length - 1), labels, 2, /3 pictures.*2 whole/],
    ['more bytes than pictures', Buffer.concat([images, text('x')]), labels, 3, /more bytes/],
    ['fewer labels than pictures', images, idxBytes([2], Uint8Array.of(0, 1)), 0, /2 pictures/],
    ['labels cut off', images, labels.subarray(0, 9), 0, /3 labels/],
    ['a label beyond the classes', images, idxBytes([3], Uint8Array.of(0, 7, 1)), 2, /below 2/],
    ['another magic', Buffer.concat([Buffer.of(9), images.subarray(1)]), labels, 0, /two zero bytes/],
    ['an empty file', Buffer.alloc(0), labels, 0, /IDX/],
    [
      'elements of another type',
      Buffer.concat([Buffer.of(0, 0, 13, 3), images.subarray(4)]),
      labels,
      0,
      /uint8/,
    ],
    ['pictures of no size', idxBytes([3, 0, 5], new Uint8Array(0)), labels, 0, /0 x 5/],
    ['pictures too large', idxBytes([1, 50_000, 50_000], new Uint8Array(0)), labels, 0, /50000 x 50000/],
  ])(
    'names the file with %s and keeps the whole pictures',
    async (_, imageBytes, labelBytes, kept, words) => {
      const { items, problems } = await read([
        aSource('a_test-images-idx3-ubyte', imageBytes),
        aSource('a_test-labels-idx1-ubyte', labelBytes),
        classes,
      ]);
      expect(items).toHaveLength(kept);
      expect(problems.map(({ code }) => code)).toContain('idx.unreadable');
      const said = problems.map(({ code, params }) => errorWords(code, params, 'en').message);
      expect(said.join('\n')).toMatch(words);
    },
  );
  it('leaves out archives and pictures beside IDX files, and says so', async () => {
    const { items, problems } = await read([
      aSource('a_test-images-idx3-ubyte', images),
      aSource('a_test-labels-idx1-ubyte', labels),
      aSource('test.tar', tarBytes([{ name: 'test/ok/1.png', content: somePng() }])),
      aSource('ok/1.png', somePng()),
    ]);
    expect(items).toHaveLength(3);
    expect(codes(problems)).toEqual([
      ['file.unsupported', 'test.tar'],
      ['file.unsupported', 'ok/1.png'],
    ]);
  });
});

const datasets = process.env.DATASETS_DIR ?? path.join(import.meta.dirname, '../../../../../../shared/data');
const casting = path.join(datasets, 'casting_products');
const itOnCasting = existsSync(casting) ? it : it.skip;
const onDisk = (name: string): SourceEntry => {
  const file = path.join(casting, name);
  return { path: name, file, bytes: statSync(file).size, open: async () => createReadStream(file) };
};

describe('readUpload of casting_products (skipped where DATASETS_DIR does not hold it)', () => {
  itOnCasting(
    'finds exactly the 64 test pictures that its makers list as copies of training pictures',
    async () => {
      const sets = ['gray64_train_full', 'gray64_test'].flatMap((set) => [
        `${set}-images-idx3-ubyte.gz`,
        `${set}-labels-idx1-ubyte.gz`,
      ]);
      const { items, problems } = await read([...sets, 'classes.txt'].map(onDisk));
      expect(problems).toEqual([]);
      const hashed = items.map(({ part, bytes }) => ({
        part,
        hash: createHash('sha256').update(bytes).digest('hex'),
      }));
      const training = new Set(hashed.filter(({ part }) => part === 'train').map(({ hash }) => hash));
      const test = hashed.filter(({ part }) => part === 'test');
      expect([training.size > 6000, test.length]).toEqual([true, 715]);
      const { positions } = JSON.parse(
        readFileSync(path.join(casting, 'test_duplicates_of_train.json'), 'utf8'),
      ) as { positions: number[] };
      expect(test.flatMap(({ hash }, i) => (training.has(hash) ? [i] : []))).toEqual(positions);
    },
  );
  itOnCasting('reads its tars with the counts of its README', async () => {
    const { placed, problems } = await read(['test.tar', 'train_eighth.tar'].map(onDisk));
    expect(problems).toEqual([]);
    const count = (label: string, part: Part) =>
      placed.filter((one) => one[1] === label && one[2] === part).length;
    expect([
      count('def_front', 'test'),
      count('ok_front', 'test'),
      count('def_front', 'train'),
      count('ok_front', 'train'),
    ]).toEqual([453, 262, 470, 360]);
  });
});

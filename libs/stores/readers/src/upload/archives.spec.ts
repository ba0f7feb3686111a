import { readdirSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import type { ItemProblem } from '@millwright/contracts';
import { readUpload, type SourceEntry, type UploadOptions } from '../index.ts';
import { aSource, somePng, tarBytes, zipBytes, type ZipWish } from '../testing/index.ts';

async function read(files: readonly SourceEntry[], options?: UploadOptions) {
  const [paths, problems]: [string[], ItemProblem[]] = [[], []];
  for await (const one of readUpload(files, options))
    if (one.ok) paths.push(one.path);
    else problems.push(one.problem);
  return { paths, problems, codes: problems.map(({ code }) => code) };
}
const zip = (...wishes: ZipWish[]) => aSource('parts.zip', zipBytes(wishes));
const good: ZipWish = { name: 'ok/good.png', content: somePng(1) };
const last: ZipWish = { name: 'ok/last.png', content: somePng(2) };
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1e6);

describe('a zip', () => {
  it('gives its pictures one by one, stored or deflated, without folders and desktop files', async () => {
    const { paths, problems } = await read([
      zip(
        { name: 'ok/', content: new Uint8Array(0) },
        good,
        { ...last, method: 0 },
        { name: '__MACOSX/ok/._good.png', content: somePng(3) },
      ),
    ]);
    expect(problems).toEqual([]);
    expect(paths).toEqual(['ok/good.png', 'ok/last.png']);
  });
  it.each([
    '../ok/1.png',
    'ok/../../1.png',
    '/etc/1.png',
    'C:\\ok\\1.png',
    '..\\1.png',
    '\\\\host\\ok\\1.png',
  ])('refuses the entry %s and keeps the others', async (name) => {
    const { paths, problems } = await read([zip(good, { name, content: somePng(3) }, last)]);
    expect(paths).toEqual(['ok/good.png', 'ok/last.png']);
    expect(problems).toEqual([
      { code: 'archive.unsafe-path', params: { file: 'parts.zip', entry: name }, file: name },
    ]);
  });
  it.each<[string, Partial<ZipWish>, string, RegExp]>([
    ['a link', { mode: 0o120777, content: Buffer.from('/etc/passwd') }, 'archive.link', /ok\/odd\.png/],
    ['an encrypted entry', { flags: 1 }, 'archive.encrypted', /ok\/odd\.png/],
    ['an unknown compression', { method: 12 }, 'archive.unreadable', /method 12/],
    ['a wrong checksum', { crc: 1 }, 'archive.unreadable', /ok\/odd\.png/],
    ['a size that is a lie', { claimedSize: 7 }, 'archive.unreadable', /ok\/odd\.png/],
    [
      'a name in GBK',
      { name: Buffer.from([0x6f, 0x6b, 0x2f, 0xbb, 0xd2, 0x2e, 0x70, 0x6e, 0x67]) },
      'file.name-encoding',
      /ok\/\\xbb\\xd2\.png/,
    ],
  ])('refuses %s and keeps the others', async (_, wish, code, words) => {
    const odd = { name: 'ok/odd.png', content: somePng(3), ...wish };
    const { paths, problems, codes } = await read([zip(good, odd, last)]);
    expect(paths).toEqual(['ok/good.png', 'ok/last.png']);
    expect(codes).toEqual([code]);
    expect(Object.values(problems[0].params).join(' ')).toMatch(words);
  });
  it('takes Chinese names in UTF-8', async () => {
    expect((await read([zip({ name: '合格/零件 1.png', content: somePng() })])).paths).toEqual([
      '合格/零件 1.png',
    ]);
  });
  it('stops a thousandfold expansion while it unpacks, whether its header owns up to it or not', async () => {
    const bomb = { name: 'ok/bomb.png', content: zeros(20) };
    expect(deflateRawSync(bomb.content).length * 900).toBeLessThan(bomb.content.length);
    for (const claimedSize of [undefined, 1000]) {
      const { paths, problems, codes } = await read([zip(good, { ...bomb, claimedSize })]);
      expect(paths).toEqual(['ok/good.png']);
      expect(codes).toEqual([claimedSize === undefined ? 'archive.expansion' : 'archive.unreadable']);
      expect(problems[0].params.file).toBe('parts.zip');
    }
  });
  it('stops where many entries together expand too far', async () => {
    const parts = Array.from({ length: 30 }, (_, i) => ({ name: `ok/${i}.png`, content: zeros(1) }));
    const { codes, paths } = await read([zip(good, ...parts, last)], { limits: { ratioFrom: 2e6 } });
    expect(paths).toEqual(['ok/good.png']);
    expect(codes.filter((code) => code === 'archive.expansion')).toHaveLength(1);
    expect(codes.length).toBeLessThan(10);
  });
  it('refuses an entry above the size that one file may have', async () => {
    const { paths, codes } = await read([zip(good, { name: 'ok/big.png', content: somePng(3) }, last)], {
      limits: { entryBytes: 10 },
    });
    expect(paths).toEqual([]);
    expect(codes).toEqual(['file.too-large', 'file.too-large', 'file.too-large']);
  });
  it('gives two entries of one name two names', async () => {
    expect((await read([zip(good, good)])).paths).toEqual(['ok/good.png', 'ok/good~2.png']);
  });
  it.each<[string, Buffer]>([
    ['cut off', zipBytes([good, last]).subarray(0, 200)],
    ['a text', Buffer.from('not a zip at all')],
    ['empty', Buffer.alloc(0)],
  ])('that is %s is named, and other files are kept', async (_, bytes) => {
    const { paths, problems, codes } = await read([
      aSource('parts.zip', bytes),
      aSource('ok/1.png', somePng()),
    ]);
    expect(codes).toEqual(['archive.unreadable']);
    expect(problems[0].file).toBe('parts.zip');
    expect(paths).toEqual(['ok/1.png']);
  });
  it('without a place on disk leaves no temporary file behind, also when reading stops early', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('millwright-zip-'));
    const before = left();
    for await (const one of readUpload([zip(good, last)])) if (one.ok) break;
    expect(left()).toEqual(before);
  });
  it('of 10,000 pictures never lies whole in memory', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'millwright-spec-'));
    try {
      const content = Buffer.concat([somePng(1), Buffer.alloc(8_000, 'a photograph ')]);
      const file = path.join(directory, 'many.zip');
      const wishes = Array.from({ length: 10_000 }, (_, i) => ({ name: `ok/${i}.png`, content, method: 0 }));
      writeFileSync(file, zipBytes(wishes));
      const source = { path: 'many.zip', file, bytes: 80e6, open: async () => createReadStream(file) };
      const before = process.memoryUsage().arrayBuffers;
      let [count, most] = [0, 0];
      for await (const one of readUpload([source])) {
        count += one.ok ? 1 : 0;
        if (count % 100 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
      expect(count).toBe(10_000);
      expect(most).toBeLessThan(60e6); // of 83 MB: garbage not collected yet, nothing kept
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe('a tar', () => {
  const entries = [
    { name: './train/ok/1.png', content: somePng(1) },
    { name: 'train/ok', type: '5' },
    { name: 'train/ok/link.png', type: '2', linkTo: '/etc/passwd' },
    { name: 'train/ok/hard.png', type: '1', linkTo: 'train/ok/1.png' },
    { name: '../ok/2.png', content: somePng(2) },
    { name: '/ok/3.png', content: somePng(3) },
    { name: Buffer.from([0x6f, 0x6b, 0x2f, 0xbb, 0xd2, 0x2e, 0x70, 0x6e, 0x67]), content: somePng(4) },
    { name: 'test/bad/5.png', content: somePng(5) },
  ];

  it.each(['', '.gz'])(
    'refuses an entry whose size is no number, rather than wait for it: parts.tar%s',
    async (ending) => {
      // Found by `npm run fuzz -- tar`: 0xc0 begins neither octal digits nor a number in base 256.
      const bytes = tarBytes([{ name: 'ok/1.png', content: somePng(1) }]);
      bytes.fill(0x20, 148, 156)[124] = 0xc0;
      const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
      bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
      const file = aSource(`parts.tar${ending}`, ending ? gzipSync(bytes) : bytes);
      expect(await read([file])).toMatchObject({ paths: [], codes: ['archive.unreadable'] });
    },
  );
  it.each([
    ['parts.tar', tarBytes(entries)],
    ['parts.tar.gz', gzipSync(tarBytes(entries))],
    ['parts', gzipSync(tarBytes(entries))],
  ])('%s gives its pictures and refuses links and outside names', async (name, bytes) => {
    const { paths, codes } = await read([aSource(name, bytes, 1000)]);
    expect(paths).toEqual(['train/ok/1.png', 'test/bad/5.png']);
    expect(codes).toEqual([
      'archive.link',
      'archive.link',
      'archive.unsafe-path',
      'archive.unsafe-path',
      'file.name-encoding',
    ]);
  });
  it('is told apart from others by its name, which may say the part', async () => {
    const [one, two] = ['ok/1.png', 'ok/1.png'].map((name, i) => tarBytes([{ name, content: somePng(i) }]));
    const found: [string, string | null][] = [];
    for await (const item of readUpload([aSource('train.tar', one), aSource('test.tgz', gzipSync(two))]))
      if (item.ok) found.push([item.path, item.part]);
    expect(found).toEqual([
      ['train/ok/1.png', 'train'],
      ['test/ok/1.png', 'test'],
    ]);
  });
  it('that ends early is named, and its whole pictures are kept', async () => {
    const whole = tarBytes([entries[0], entries[7]]);
    for (const bytes of [whole.subarray(0, 1600), gzipSync(whole).subarray(0, -20)]) {
      const { codes, problems } = await read([aSource('parts.tar', bytes)]);
      expect(codes).toEqual(['archive.unreadable']);
      expect(problems[0].params).toEqual({
        file: 'parts.tar',
        reason: { en: 'it ends early', zh: '文件提前结束' },
      });
    }
    expect((await read([aSource('parts.tar', whole.subarray(0, 1600))])).paths).toEqual(['train/ok/1.png']);
  });
  it('packed by gzip is stopped when it expands a thousandfold', async () => {
    const bomb = gzipSync(tarBytes([entries[0], { name: 'ok/bomb.png', content: zeros(20) }]));
    const { paths, codes } = await read([aSource('parts.tar.gz', bomb)]);
    expect(paths).toEqual(['train/ok/1.png']);
    expect(codes).toEqual(['archive.expansion']);
    const plain = await read([aSource('ok/bomb.bmp.gz', gzipSync(zeros(20)))]);
    expect(plain.codes).toEqual(['archive.expansion']);
  });
});

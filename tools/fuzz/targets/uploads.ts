import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '@millwright/contracts';
import { readUpload } from '@millwright/readers';
import {
  aSource,
  idxBytes,
  somePixels,
  somePng,
  tarBytes,
  zipBytes,
  type ZipWish,
} from '@millwright/readers/testing';
import type { Random } from '@millwright/tensors';
import { mutate } from '../mutate.ts';
import type { Files, Target } from '../target.ts';

async function read(files: Files): Promise<ErrorCode[]> {
  const codes: ErrorCode[] = [];
  for await (const one of readUpload([...files].map(([name, bytes]) => aSource(name, bytes))))
    if (!one.ok) codes.push(one.problem.code);
  return codes;
}

const one = (random: Random, files: Files): string => [...files.keys()][random.integer(files.size)];

/** An upload of which one file is damaged, by `how` or as bytes. */
function upload(
  name: string,
  good: readonly Files[],
  how?: (file: string, bytes: Uint8Array, random: Random) => Buffer,
): Target {
  const others = good.flatMap((files) => [...files.values()]);
  return {
    name,
    prepare: async () => ({
      good,
      damaged(random) {
        const files = good[random.integer(good.length)];
        const file = one(random, files);
        const bytes = files.get(file) as Uint8Array;
        const damaged = how && random.next() < 0.6 ? how(file, bytes, random) : mutate(bytes, random, others);
        return new Map([...files, [file, damaged]]);
      },
      read,
    }),
  };
}

const alone = (name: string, bytes: Uint8Array): Files => new Map([[name, bytes]]);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

const pictures = ['ok/1.png', 'ok/2.png', 'train/pore/3.png'].map((name, i) => ({
  name,
  content: somePng(i),
}));
const list = {
  name: 'list.csv',
  content: text('path,label\nok/1.png,good\nok/2.png,good\ntrain/pore/3.png,pore\n'),
};
const withFolders = [{ name: 'ok/', content: new Uint8Array(0) }, ...pictures];

/** A zip whose headers contradict each other in one entry. */
function lyingZip(random: Random): Buffer {
  const liar = random.integer(pictures.length);
  const number = (): number => [0, 1, 2, 12, 0xffff, 0xfffffffe, 0xffffffff][random.integer(7)];
  const lies: readonly Partial<ZipWish>[] = [
    { claimedSize: number() },
    { crc: number() },
    { method: number() & 0xffff },
    { flags: number() & 0xffff },
    { mode: (number() << 12) & 0xffff },
    { name: mutate(text(pictures[liar].name), random).subarray(0, 400) },
    { content: mutate(pictures[liar].content, random) },
  ];
  const lie = { ...lies[random.integer(lies.length)], ...lies[random.integer(lies.length)] };
  return zipBytes(pictures.map((wish, i) => (i === liar ? { ...wish, ...lie } : wish)));
}

const zip = upload(
  'zip',
  [
    alone('parts.zip', zipBytes(withFolders)),
    alone('parts.zip', zipBytes([...pictures, list].map((wish, i) => ({ ...wish, method: i % 2 ? 0 : 8 })))),
  ],
  (_, __, random) => lyingZip(random),
);

/** Checksums of a tar's headers made right, so that what they guard is looked at. */
function withSums(tar: Buffer): Buffer {
  for (let at = 0; at + 512 <= tar.length; at += 512) {
    if (tar.toString('latin1', at + 257, at + 262) !== 'ustar') continue;
    tar.write('        ', at + 148, 'latin1');
    const sum = tar.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
  }
  return tar;
}

const pax = { name: 'PaxHeader', type: 'x', content: text('29 path=ok/a-longer-name.png\n') };
const tars = [
  tarBytes([{ name: 'ok/', type: '5' }, ...pictures]),
  tarBytes([pax, pictures[0], { name: 'ok/link.txt', type: '0', content: text('') }, list]),
];
// The second holds a text beside its pictures, which a list makes a problem of its own: only the first is good as it is.
const tar = upload(
  'tar',
  [alone('parts.tar', tars[0]), alone('parts.tar', tarBytes([pax, ...pictures]))],
  (_, bytes, random) => withSums(mutate(bytes, random, tars)),
);

const gzip = upload(
  'gzip',
  [alone('parts.tar.gz', gzipSync(tars[0])), new Map([['ok/1.png.gz', gzipSync(somePng(1))]])],
  (file, _, random) =>
    gzipSync(withSums(mutate(file === 'parts.tar.gz' ? tars[0] : somePng(1), random, tars))),
);

const idxFiles = (compress: boolean, shape: readonly number[]): Files => {
  const packed = (name: string, bytes: Uint8Array): [string, Uint8Array] =>
    compress ? [`${name}.gz`, gzipSync(bytes)] : [name, bytes];
  const levels = somePixels(1, [4 * shape[1], shape[2], shape[3] ?? 1]).data;
  return new Map([
    packed('train-images-idx3-ubyte', idxBytes([4, ...shape.slice(1)], levels)),
    packed('train-labels-idx1-ubyte', idxBytes([4], Uint8Array.of(0, 1, 1, 0))),
    ['classes.txt', text('good\npore\n')],
  ]);
};
const idx = upload('idx', [
  idxFiles(false, [4, 6, 5]),
  idxFiles(false, [4, 6, 5, 3]),
  idxFiles(true, [4, 6, 5]),
]);

const listed = (csv: string): Files =>
  new Map([
    ['list.csv', text(csv)],
    ...pictures.map(({ name, content }): [string, Uint8Array] => [name, content]),
  ]);
const csv = upload(
  'csv',
  [
    listed('path,label,part\nok/1.png,good,train\nok/2.png,good,test\ntrain/pore/3.png,"po""re",\n'),
    listed('\ufeffLabel;Path\r\ngood;ok/1.png\r\n"good";"ok/2.png"\r\npore;train/pore/3.png\r\n'),
  ],
  // Mostly the list: the pictures are for another reader.
  (_, __, random) => mutate(text('path\tlabel\nok/1.png\tgood\n"ok/2.png"\t\'a\'\n'), random),
);

export const uploads: readonly Target[] = [zip, tar, gzip, idx, csv];

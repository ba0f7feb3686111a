import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { drawPart } from '@millwright/plant';
import { imagePipeline, resize, toColour } from '@millwright/preprocessing';
import { encodeJpeg, readImage } from '@millwright/readers';
import { ndArray, seeded, type Pixels } from '@millwright/tensors';
import { note } from '../command/step.mjs';
import { alternate, type Bench, type BenchRow } from './bench.ts';
import { castingPictures, noDataSet } from './casting-pictures.ts';
import { startPython } from './python.ts';
import type { Worker } from './worker.ts';

const size = 224;
const rounds = 5;
const pipeline = imagePipeline([{ op: 'grey' }, { op: 'resize', height: size, width: size }]);

/** A part photograph of 1280 x 960 in colour, with the noise of a sensor: what makes a JPEG as large as a real one. */
function photograph(seed: number): Pixels {
  const random = seeded(seed);
  const { image } = drawPart({ seed, label: 'good', size: 480 });
  const { shape, data } = toColour(resize(image, { height: 960, width: 1280 }));
  return ndArray(
    'uint8',
    shape,
    Uint8Array.from(data, (level) => Math.max(0, Math.min(255, level + random.integer(13) - 6))),
  );
}

async function drawnFiles(folder: string, count: number): Promise<string[]> {
  await mkdir(folder);
  const files: string[] = [];
  for (let i = 0; i < count; i++) {
    const file = path.join(folder, `${i}.jpg`);
    await writeFile(file, await encodeJpeg(photograph(i % 8)));
    files.push(file);
  }
  return files;
}

/** Where the files of each case come from. */
const pictures: Readonly<Record<string, (folder: string) => Promise<string[]>>> = {
  'jpeg-1280x960': (folder) => drawnFiles(folder, 48),
  'casting-300x300': (folder) => castingPictures('test.tar', folder),
};

/** Our side: some pictures are decoded on libuv's threads while another is resized on this one. */
async function ours(files: readonly string[]): Promise<{ seconds: number; sum: number }> {
  const batch = new Uint8Array(files.length * size * size);
  let next = 0;
  const start = performance.now();
  const work = async () => {
    while (next < files.length) {
      const i = next++;
      const picture = await readImage(await readFile(files[i]), { file: files[i] });
      batch.set(pipeline.toPixels(picture).data, i * size * size);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  const seconds = (performance.now() - start) / 1000;
  return { seconds, sum: batch.reduce((sum, level) => sum + level, 0) };
}

async function measure(name: string, files: readonly string[], opencv: Worker): Promise<BenchRow> {
  note(`${name}: ${files.length} files, ${rounds} rounds`, `${name}：${files.length} 个文件，${rounds} 轮`);
  const theirs = async () => (await opencv.ask({ files, size })) as { seconds: number; sum: number };
  const [first, second] = [await ours(files), await theirs()]; // warms the disk cache, and both must see the same
  const apart = Math.abs(first.sum - second.sum) / (files.length * size * size);
  if (apart > 0.1)
    throw new Error(
      `${name}: mean grey levels lie ${apart.toFixed(3)} apart; both sides must do the same work`,
    );
  const [mine, other] = await alternate(rounds, [
    async () => (await ours(files)).seconds,
    async () => (await theirs()).seconds,
  ]);
  return {
    case: name,
    engine: 'sharp + typescript',
    against: 'opencv',
    ours: files.length / mine,
    reference: files.length / other,
    ratio: other / mine,
    unit: 'images/s',
  };
}

export const imagePreprocessing: Bench = {
  name: 'image-preprocessing',
  summary: {
    en: 'JPEG files to grey 224 x 224 (decode, BT.601, bicubic) beside OpenCV in Python, all cores',
    zh: '将 JPEG 文件处理为 224 x 224 灰度图（解码、BT.601、双三次插值），与 Python 的 OpenCV 对比，使用全部核心',
  },
  options: ['case'],
  cases: Object.keys(pictures),
  async run(cases) {
    const opencv = await startPython({
      script: 'opencv_worker.py',
      reference: 'OpenCV',
      packages: ['numpy', 'opencv-python-headless'],
    });
    const folder = await mkdtemp(path.join(tmpdir(), 'millwright-bench-'));
    try {
      const rows: BenchRow[] = [];
      const leftOut: string[] = [];
      for (const name of cases) {
        const files = await pictures[name](path.join(folder, name));
        if (files.length > 0) rows.push(await measure(name, files, opencv));
        else leftOut.push(`${name}, ${noDataSet}`);
      }
      const { opencv: version, threads } = opencv.hello;
      const measuredWith = { opencv: `OpenCV ${String(version)}, ${String(threads)} threads` };
      return { rows, measuredWith, leftOut };
    } finally {
      await opencv.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

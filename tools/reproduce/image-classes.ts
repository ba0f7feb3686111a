import fs from 'node:fs';
import path from 'node:path';
import { AppError, type PlatformEvent, type SourceFile } from '@millwright/contracts';
import { note, root } from '../command/step.mjs';
import { imageFiles } from './layout.ts';
import { openTemporaryProduct, type TemporaryProduct } from './product.ts';
import type { Reference, Reproduction, Result, Wish } from './result.ts';

/** Published accuracies by the name of the set's folder, on the same test part unless the source says otherwise. */
const published: Readonly<Record<string, readonly Reference[]>> = {
  casting_products: [
    {
      metric: 'accuracy',
      value: 0.9927,
      source:
        'VGG16 fine-tuned, best of 5 epochs: github.com/DhruvMakwana/casting-product-classification, README',
    },
    {
      metric: 'accuracy',
      value: 0.987,
      source:
        'CNN of 4.7 million weights: github.com/SudhirSude/Industrial-Image-Detection--quality-inspection, README',
    },
  ],
  neu_surface_defects: [
    {
      metric: 'accuracy',
      value: 0.958,
      source:
        'ETE, a CNN from scratch, on the split of its paper: github.com/Xavierman/' +
        'A-Deep-Learning-Based-Approach-For-Fast-And-Robust-Steel-Surface-Defects-Classification, README',
    },
    {
      metric: 'accuracy',
      value: 0.997,
      source: 'DECAF features and logistic regression: the same README',
    },
  ],
};

const dataset = 'measured';
const by = 'reproduce';

/** Tells what a page would show, at most every five seconds, and what is logged. */
function teller(): (event: PlatformEvent) => void {
  let told = 0;
  return (event) => {
    if (event.type === 'model') return;
    if (event.type === 'run')
      for (const { event: name, data } of event.log) {
        const values = Object.entries(data).map(([key, value]) => `${key} ${String(value)}`);
        note(`${name}: ${values.join(', ')}`, `${name}：${values.join('，')}`);
      }
    if (Date.now() - told < 5000) return;
    told = Date.now();
    const share = `${event.progress.toFixed(0)} %`;
    const stage = event.type === 'run' ? event.stage : 'importing';
    const left = event.remainingSeconds;
    const seconds = left === null ? null : Math.ceil(left);
    note(
      `${stage} ${share}${seconds === null ? '' : `, about ${seconds} s left`}`,
      `${stage} ${share}${seconds === null ? '' : `，约剩 ${seconds} 秒`}`,
    );
  };
}

async function importFolder(
  { artifacts, lifecycle, registry }: TemporaryProduct,
  data: string,
): Promise<void> {
  const sources: SourceFile[] = [];
  for (const one of imageFiles(data))
    sources.push({
      path: one.path,
      ...(await artifacts.put(fs.createReadStream(one.file), { name: one.path })),
    });
  await lifecycle.receiveDataset({ name: dataset, kind: 'images' }, sources, by);
  const version = await registry.datasets.version(dataset, 1);
  if (version.state !== 'ready') {
    const { code, params } = version.error ?? { code: 'dataset.empty', params: { file: data } };
    throw new AppError(code as 'dataset.empty', params);
  }
  note(
    `imported ${version.rows} pictures, ${version.rejected} left out`,
    `已导入 ${version.rows} 张，略去 ${version.rejected} 张`,
  );
}

async function measure(
  product: TemporaryProduct,
  data: string,
  wish: Wish,
  started: number,
): Promise<Result> {
  const { lifecycle, registry } = product;
  await importFolder(product, data);
  const { seed, model = 'vision/defect-net' } = wish;
  const { id } = await lifecycle.startRun({ model, dataset, settings: {}, seed }, by);
  const run = await registry.runs.get(id);
  if (run.state !== 'completed' || !run.metrics || !run.baseline) {
    const { code, params } = run.error ?? { code: 'internal', params: { requestId: id } };
    throw new AppError(code as 'internal', params);
  }
  const { accuracy } = run.metrics;
  return {
    name: 'image-classes',
    data,
    seed,
    engine: run.engine ?? '-',
    metrics: {
      ...run.metrics,
      duplicates: run.metrics.duplicates ?? 0,
      'accuracy.withoutDuplicates': run.metrics['accuracy.withoutDuplicates'] ?? accuracy,
    },
    baseline: run.baseline,
    reference: published[path.basename(data)] ?? [],
    seconds: (performance.now() - started) / 1000,
  };
}

/** Classes of pictures, imported, split, trained with defaults and judged once on the test part. */
export const imageClasses: Reproduction = {
  name: 'image-classes',
  summary: {
    en: 'classes of part photographs (IDX files, train*.tar and test.tar, or folders per class)',
    zh: '零件照片分类（IDX 文件、train*.tar 与 test.tar，或每类一个文件夹）',
  },
  async run(wish) {
    const started = performance.now();
    const sets = process.env.DATASETS_DIR ?? path.join(root, '../shared/data');
    const data = path.resolve(wish.data ?? path.join(sets, 'casting_products'));
    imageFiles(data); // refused before anything is started
    const product = await openTemporaryProduct(teller());
    const stop = (): void => void product.close().then(() => process.exit(130));
    process.once('SIGINT', stop).once('SIGTERM', stop);
    try {
      return await measure(product, data, wish, started);
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      await product.close();
    }
  },
};

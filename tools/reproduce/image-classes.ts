import fs from 'node:fs';
import path from 'node:path';
import { AppError, type SourceFile } from '@millwright/contracts';
import { note, root } from '../command/step.mjs';
import { heldBack } from './held-back.ts';
import { imageFiles } from './layout.ts';
import { finishedRun, withTemporaryProduct, type TemporaryProduct } from './product.ts';
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

async function sourcesOf(
  { artifacts }: TemporaryProduct,
  data: string,
  holdBack: number | undefined,
): Promise<SourceFile[]> {
  const files = imageFiles(data);
  if (holdBack !== undefined) return heldBack(files, artifacts, holdBack);
  const sources: SourceFile[] = [];
  for (const one of files)
    sources.push({
      path: one.path,
      ...(await artifacts.put(fs.createReadStream(one.file), { name: one.path })),
    });
  return sources;
}

async function importFolder(product: TemporaryProduct, data: string, wish: Wish): Promise<void> {
  const { lifecycle, registry } = product;
  const sources = await sourcesOf(product, data, wish.holdBack);
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
): Promise<Omit<Result, 'seconds'>> {
  const { lifecycle, registry } = product;
  await importFolder(product, data, wish);
  const { seed, model = 'vision/defect-net', holdBack } = wish;
  const { id } = await lifecycle.startRun({ model, dataset, settings: {}, seed }, by);
  const { metrics, baseline, engine } = await finishedRun(registry, id);
  return {
    name: 'image-classes',
    data,
    seed,
    engine,
    metrics: {
      ...metrics,
      duplicates: metrics.duplicates ?? 0,
      'accuracy.withoutDuplicates': metrics['accuracy.withoutDuplicates'] ?? metrics.accuracy,
    },
    baseline,
    // Published figures are about the test part.
    reference: holdBack === undefined ? (published[path.basename(data)] ?? []) : [],
  };
}

/**
 * Classes of pictures, imported, split, trained with defaults and judged once: on the test part, or with `--hold-back N` on
 * the last N pictures of each class of the training part, while the test part is not read at all.
 */
export const imageClasses: Reproduction = {
  name: 'image-classes',
  summary: {
    en:
      'classes of part photographs (IDX files, train*.tar and test.tar, or folders per class); --hold-back N judges on the ' +
      'last N training pictures of each class instead of the test part',
    zh:
      '零件照片分类（IDX 文件、train*.tar 与 test.tar，或每类一个文件夹）；' +
      '--hold-back N 用每类最后 N 张训练图片代替测试集评估',
  },
  options: ['data', 'seed', 'model', 'hold-back'],
  async run(wish) {
    const started = performance.now();
    const sets = process.env.DATASETS_DIR ?? path.join(root, '../shared/data');
    const data = path.resolve(wish.data ?? path.join(sets, 'casting_products'));
    imageFiles(data); // refused before anything is started
    const result = await withTemporaryProduct(undefined, (product) => measure(product, data, wish));
    return { ...result, seconds: (performance.now() - started) / 1000 };
  },
};

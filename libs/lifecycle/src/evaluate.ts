import {
  AppError,
  type CaseView,
  type ClassificationReport,
  type DatasetItem,
  type Evaluate,
  type EvaluationView,
  type ModelVersionView,
  type Part,
} from '@millwright/contracts';
import { classificationReport } from '@millwright/model';
import type { FittedImageModel } from './catalogue.ts';
import { streamExamples, type StreamedExample } from './examples.ts';
import type { ModelCache } from './model-cache.ts';
import { itemsOf, type Stores } from './stores.ts';

/** Pictures asked about at a time. */
const batchSize = 32;

/**
 * Asks a model about pictures of known class, a few at a time.
 *
 * @param asked - called after each batch with the number of pictures so far
 */
export async function judge(
  model: FittedImageModel,
  examples: AsyncIterable<StreamedExample>,
  { signal, asked }: { signal?: AbortSignal; asked?: (count: number) => void } = {},
): Promise<CaseView[]> {
  const cases: CaseView[] = [];
  let batch: StreamedExample[] = [];
  const ask = async (): Promise<void> => {
    signal?.throwIfAborted();
    const verdicts = await model.predict(batch.map(({ image }) => ({ image })));
    batch.forEach(({ item }, i) => {
      const { label, confidence, scores } = verdicts[i];
      cases.push({ item, actual: item.label, predicted: label, confidence, scores: { ...scores } });
    });
    batch = [];
    asked?.(cases.length);
  };
  for await (const example of examples) {
    batch.push(example);
    if (batch.length === batchSize) await ask();
  }
  if (batch.length > 0) await ask();
  return cases;
}

const share = (hits: number, of: number): number => (of === 0 ? 0 : hits / of);

/**
 * The figures of judged pictures beside those of always answering `baselineLabel`. Where some of them are copies of
 * pictures the model learned from, `duplicates` counts them and `accuracy.withoutDuplicates` leaves them out.
 *
 * @param labels - the model's own; labels that only the pictures have come after them
 */
export function reportOf(
  cases: readonly CaseView[],
  {
    labels,
    part,
    baselineLabel,
    duplicates = new Set(),
  }: { labels: readonly string[]; part: string; baselineLabel: string; duplicates?: ReadonlySet<number> },
): ClassificationReport {
  const report = classificationReport({
    labels: [...new Set([...labels, ...cases.map(({ actual }) => actual)])],
    actual: cases.map(({ actual }) => actual),
    predicted: cases.map(({ predicted }) => predicted),
    scores: cases.map(({ scores }) => scores),
    part,
    baselineLabel,
  });
  if (duplicates.size === 0) return report;
  const unseen = cases.filter(({ item }) => !duplicates.has(item.index));
  const accuracyOf = (right: (one: CaseView) => boolean) => share(unseen.filter(right).length, unseen.length);
  const withDuplicates = (metrics: ClassificationReport['metrics'], right: (one: CaseView) => boolean) => ({
    ...metrics,
    duplicates: duplicates.size,
    'accuracy.withoutDuplicates': accuracyOf(right),
  });
  return {
    ...report,
    metrics: withDuplicates(report.metrics, ({ actual, predicted }) => actual === predicted),
    baseline: withDuplicates(report.baseline, ({ actual }) => actual === baselineLabel),
  };
}

/** The commonest class of what a model learned from; of its test part where that dataset version is gone. */
async function baselineLabelOf({ registry }: Stores, version: ModelVersionView): Promise<string> {
  const { dataset, datasetVersion, datasetDeleted, report } = version;
  const trained = datasetDeleted ? null : (await registry.datasets.version(dataset, datasetVersion)).profile;
  const counts = trained
    ? trained.classes.map(({ label, train, unassigned }) => ({ label, count: train + unassigned }))
    : report.classes.map(({ label, support }) => ({ label, count: support }));
  return counts.reduce((best, entry) => (entry.count > best.count ? entry : best)).label;
}

async function partOf(
  stores: Stores,
  dataset: string,
  version: number,
  part: Part | undefined,
): Promise<{ items: DatasetItem[]; part: string }> {
  const items = await itemsOf(stores, dataset, version);
  const wanted = part ?? 'test';
  const chosen = items.filter((item) => item.part === wanted);
  if (chosen.length > 0) return { items: chosen, part: wanted };
  if (part) throw new AppError('dataset.part-empty', { dataset, version, part });
  return { items, part: 'all' };
}

/** See {@link Lifecycle.evaluate}. */
export async function evaluate(
  stores: Stores,
  cache: ModelCache,
  ref: string,
  request: Evaluate,
): Promise<EvaluationView> {
  const version = await stores.registry.models.resolve(ref);
  const { dataset, version: datasetVersion } = await stores.registry.datasets.ready(
    request.dataset,
    request.version,
  );
  const { items, part } = await partOf(stores, dataset, datasetVersion, request.part);
  const cases = await cache.use(version, (model) => judge(model, streamExamples(stores, items)));
  const report = reportOf(cases, {
    labels: version.labels,
    part,
    baselineLabel: await baselineLabelOf(stores, version),
  });
  return { model: version.name, version: version.version, dataset, datasetVersion, report };
}

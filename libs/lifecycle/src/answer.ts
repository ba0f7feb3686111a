import { createHash } from 'node:crypto';
import {
  AppError,
  showProblem,
  toAppError,
  type AnswerView,
  type HeatMap,
  type ItemProblem,
  type ModelVersionView,
  type PredictionResult,
} from '@millwright/contracts';
import { readImage } from '@millwright/readers';
import type { FittedImageModel, ImageInput, Verdict } from './catalogue.ts';
import type { AnswerRequest, Photograph } from './lifecycle.ts';
import type { ModelCache } from './model-cache.ts';
import type { Stores } from './stores.ts';

/** Photographs decoded and asked about at a time. */
const batchSize = 16;

interface Decoded {
  readonly photograph: Photograph;
  readonly input: ImageInput;
  /** Time its decoding took [s]. */
  readonly seconds: number;
}

const problemOf = (error: unknown, file: string): ItemProblem => {
  const { code, params } = toAppError(error);
  return { code, params, file };
};

async function decode(photograph: Photograph): Promise<Decoded> {
  const started = performance.now();
  const image = await readImage(photograph.bytes, { file: photograph.name });
  return { photograph, input: { image }, seconds: (performance.now() - started) / 1000 };
}

async function judgeBatch(
  model: FittedImageModel,
  batch: readonly Decoded[],
  explain: boolean,
): Promise<{ verdicts: Verdict[]; maps: HeatMap[] | null; seconds: number }> {
  const inputs = batch.map(({ input }) => input);
  const started = performance.now();
  const verdicts = await model.predict(inputs);
  const maps = explain ? await model.explain(inputs) : null;
  return { verdicts, maps, seconds: (performance.now() - started) / 1000 / batch.length };
}

/** Judges photographs that could be decoded and keeps an answer for each. */
async function answerBatch(
  { registry }: Stores,
  version: ModelVersionView,
  model: FittedImageModel,
  batch: readonly Decoded[],
  explain: boolean,
): Promise<AnswerView[]> {
  const { verdicts, maps, seconds } = await judgeBatch(model, batch, explain);
  const answers: AnswerView[] = [];
  for (const [i, { photograph, seconds: decoding }] of batch.entries())
    answers.push(
      await registry.answers.add({
        model: version.name,
        version: version.version,
        input: photograph.name,
        inputHash: createHash('sha256').update(photograph.bytes).digest('hex'),
        answer: verdicts[i].label,
        confidence: verdicts[i].confidence,
        scores: { ...verdicts[i].scores },
        threshold: verdicts[i].threshold,
        explanation: maps?.[i] ?? null,
        seconds: decoding + seconds,
      }),
    );
  return answers;
}

/** See {@link Lifecycle.answer}. */
export async function answer(
  stores: Stores,
  cache: ModelCache,
  { ref, explain = false, locale = 'en' }: AnswerRequest,
  photographs: readonly Photograph[],
): Promise<PredictionResult> {
  if (photographs.length === 0) throw new AppError('answer.no-input');
  const version = await stores.registry.models.resolve(ref);
  const result: PredictionResult = { answers: [], problems: [] };
  await cache.use(version, async (model) => {
    for (let from = 0; from < photographs.length; from += batchSize) {
      const some = photographs.slice(from, from + batchSize);
      const tried = await Promise.allSettled(some.map(decode));
      const decoded = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      tried.forEach((one, i) => {
        if (one.status === 'rejected')
          result.problems.push(showProblem(problemOf(one.reason, some[i].name), locale));
      });
      if (decoded.length > 0)
        result.answers.push(...(await answerBatch(stores, version, model, decoded, explain)));
    }
  });
  return result;
}

/** See {@link Lifecycle.recordOutcome}. */
export async function recordOutcome(
  { registry }: Stores,
  id: string,
  label: string,
  by: string,
): Promise<AnswerView> {
  const { model, version } = await registry.answers.get(id);
  const { labels } = await registry.models.version(model, version);
  if (!labels.includes(label))
    throw new AppError('answer.unknown-label', { model, version, known: labels.join(', '), label });
  const kept = await registry.answers.setOutcome(id, { label, by });
  await registry.audit.append({
    by,
    action: 'answer.outcome',
    subject: `answer:${id}`,
    details: { model, version, answer: kept.answer, label },
  });
  return kept;
}

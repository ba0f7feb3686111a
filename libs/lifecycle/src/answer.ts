import { createHash } from 'node:crypto';
import {
  AppError,
  showProblem,
  toAppError,
  type AnswerView,
  type ItemProblem,
  type ModelVersionView,
  type PredictionResult,
} from '@millwright/contracts';
import { readImage } from '@millwright/readers';
import type { NewAnswer } from '@millwright/registry';
import type { FittedImageModel, ImageInput, Verdict } from './catalogue.ts';
import { gathered } from './gathered.ts';
import type { AnswerRequest, Photograph } from './lifecycle.ts';
import type { ModelCache } from './model-cache.ts';
import type { PredictBatches } from './predict-batches.ts';
import type { Stores } from './stores.ts';

/** Photographs whose pixels are held at a time. */
const decodedAtATime = 16;

type Placed = Photograph & { readonly index: number };

interface Decoded {
  readonly photograph: Placed;
  readonly input: ImageInput;
  /** Time its decoding took [s]. */
  readonly seconds: number;
}

/** What questions are put to: the loaded models, and what several questions share. */
export interface Serving {
  readonly cache: ModelCache;
  readonly batches: PredictBatches<ImageInput, Verdict>;
  readonly desk: AnswerDesk;
}

/** What the registry is asked around an answer, by many at a time. */
export interface AnswerDesk {
  /** @throws AppError `model.not-found`, `model.not-trained` */
  resolve(ref: string): Promise<ModelVersionView>;
  /** Keeps the answers to one request, all of them or none. */
  keep(answers: readonly NewAnswer[]): Promise<AnswerView[]>;
}

export function openDesk({ registry }: Pick<Stores, 'registry'>): AnswerDesk {
  const resolved = async (refs: readonly string[]) => {
    const known = new Map<string, Promise<ModelVersionView>>();
    for (const ref of refs) if (!known.has(ref)) known.set(ref, registry.models.resolve(ref));
    return Promise.all(refs.map((ref) => orError(known.get(ref) as Promise<ModelVersionView>)));
  };
  const kept = async (requests: readonly (readonly NewAnswer[])[]) => {
    try {
      const all = await registry.answers.add(requests.flat());
      return requests.map(({ length }) => all.splice(0, length));
    } catch (error) {
      if (requests.length === 1) throw error;
      return Promise.all(requests.map((answers) => orError(registry.answers.add(answers))));
    }
  };
  return { resolve: gathered(resolved), keep: gathered(kept) };
}

const orError = <T>(value: Promise<T>): Promise<T | Error> =>
  value.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));

async function decode(photograph: Placed): Promise<Decoded> {
  const started = performance.now();
  const image = await readImage(photograph.bytes, { file: photograph.name });
  return { photograph, input: { image }, seconds: (performance.now() - started) / 1000 };
}

/** Photographs as pixels; what cannot be read is named beside them. */
async function decodeSome(
  some: readonly Placed[],
): Promise<{ decoded: Decoded[]; problems: (ItemProblem & { index: number })[] }> {
  const decoded: Decoded[] = [];
  const problems: (ItemProblem & { index: number })[] = [];
  for (const [i, one] of (await Promise.allSettled(some.map(decode))).entries()) {
    if (one.status === 'fulfilled') decoded.push(one.value);
    else {
      const { code, params } = toAppError(one.reason);
      problems.push({ code, params, file: some[i].name, index: some[i].index });
    }
  }
  return { decoded, problems };
}

/** Judges photographs that could be decoded; the answers are not kept yet. */
async function judgeSome(
  batches: Serving['batches'],
  version: ModelVersionView,
  model: FittedImageModel,
  some: readonly Decoded[],
  { explain = false, signal }: AnswerRequest,
): Promise<NewAnswer[]> {
  const inputs = some.map(({ input }) => input);
  const verdicts = await batches.predict(model, inputs, signal);
  const started = performance.now();
  const maps = explain ? await model.explain(inputs) : null;
  const explaining = (performance.now() - started) / 1000 / some.length;
  return some.map(({ photograph, seconds: decoding }, i) => {
    const { answer: verdict, seconds: judging } = verdicts[i];
    return {
      model: version.name,
      version: version.version,
      input: photograph.name,
      inputHash: createHash('sha256').update(photograph.bytes).digest('hex'),
      answer: verdict.label,
      confidence: verdict.confidence,
      scores: { ...verdict.scores },
      threshold: verdict.threshold,
      explanation: maps?.[i] ?? null,
      seconds: decoding + judging + explaining,
    };
  });
}

/** See {@link Lifecycle.answer}. */
export async function answer(
  { cache, batches, desk }: Serving,
  request: AnswerRequest,
  photographs: readonly Photograph[],
): Promise<PredictionResult> {
  const { version, locale = 'en', allOrNone = false } = request;
  if (photographs.length === 0) throw new AppError('answer.no-input');
  const result: PredictionResult = { answers: [], problems: [] };
  const placed = photographs.map((one, i): Placed => ({ index: i, ...one }));
  const judged: NewAnswer[] = [];
  const places: number[] = [];
  const keep = async () => {
    if (judged.length === 0) return;
    const kept = await desk.keep(judged.splice(0));
    const of = places.splice(0);
    result.answers.push(...kept.map((one, i) => ({ ...one, index: of[i] })));
  };
  await cache.use(version, async (model) => {
    for (let from = 0; from < placed.length; from += decodedAtATime) {
      const { decoded, problems } = await decodeSome(placed.slice(from, from + decodedAtATime));
      if (allOrNone && problems.length > 0)
        throw new AppError(problems[0].code, problems[0].params, { problems });
      result.problems.push(
        ...problems.map(({ index, ...problem }) => ({ ...showProblem(problem, locale), index })),
      );
      if (decoded.length > 0) judged.push(...(await judgeSome(batches, version, model, decoded, request)));
      places.push(...decoded.map(({ photograph }) => photograph.index));
      if (!allOrNone) await keep();
    }
  });
  await keep();
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

import { AppError, parseModelRef, type AnswerView } from '@millwright/contracts';
import { isUuid, json, jsonOrNull, type Client, type Database } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { findModel, findModelVersion, resolveModel } from './model-versions.ts';
import { keyOf, toPage } from './pages.ts';
import type { AnswersRepository, NewAnswer } from './registry.ts';

const origin = {
  id: true,
  version: true,
  dataset: true,
  datasetVersion: true,
  model: { select: { name: true } },
} as const satisfies Prisma.ModelVersionSelect;
type Origin = Prisma.ModelVersionGetPayload<{ select: typeof origin }>;

const parts = { version: { select: origin } } as const satisfies Prisma.AnswerInclude;
type AnswerRow = Prisma.AnswerGetPayload<{ include: typeof parts }>;

const toView = (row: AnswerRow): AnswerView => ({
  id: row.id,
  model: row.version.model.name,
  version: row.version.version,
  dataset: row.version.dataset,
  datasetVersion: row.version.datasetVersion,
  input: row.input,
  inputHash: row.inputHash,
  answer: row.answer,
  confidence: row.confidence,
  scores: row.scores as AnswerView['scores'],
  threshold: row.threshold,
  explanation: row.explanation as unknown as AnswerView['explanation'],
  seconds: row.seconds,
  createdAt: row.createdAt.toISOString(),
  outcome:
    row.outcomeLabel === null || row.outcomeAt === null
      ? null
      : { label: row.outcomeLabel, at: row.outcomeAt.toISOString(), by: row.outcomeBy ?? '' },
});

async function findAnswer(db: Database, id: string): Promise<AnswerRow> {
  const row = isUuid(id) ? await db.answer.findUnique({ where: { id }, include: parts }) : null;
  if (row === null) throw new AppError('answer.not-found', { answer: id });
  return row;
}

/** All versions of `name`, or the one that `name@champion` or `name@3` means. */
async function ofModel(db: Client, ref: string | undefined): Promise<Prisma.AnswerWhereInput> {
  if (ref === undefined) return {};
  const { name, selector } = parseModelRef(ref);
  if (selector !== null) return { versionId: (await resolveModel(db, ref)).id };
  return { version: { modelId: (await findModel(db, name)).id } };
}

/** The versions that answers came from, by `name@version`. */
async function originsOf(db: Client, answers: readonly NewAnswer[]): Promise<Map<string, Origin>> {
  const origins = new Map<string, Origin>();
  for (const { model: name, version } of answers) {
    const ref = `${name}@${version}`;
    if (origins.has(ref)) continue;
    const found = await db.modelVersion.findFirst({
      where: { version, model: { name }, deletedAt: null },
      select: origin,
    });
    origins.set(ref, found ?? (await findModelVersion(db, name, version)));
  }
  return origins;
}

export const answersRepository = (db: Client): AnswersRepository => ({
  async add(answers) {
    const origins = await originsOf(db, answers);
    const originOf = ({ model, version }: NewAnswer) => origins.get(`${model}@${version}`) as Origin;
    const rows = await db.answer.createManyAndReturn({
      data: answers.map((answer) => {
        const { model: _, version: __, scores, explanation, ...given } = answer;
        const kept = { scores: json(scores), explanation: jsonOrNull(explanation) };
        return { ...given, ...kept, versionId: originOf(answer).id };
      }),
    });
    return rows.map((row, i) => toView({ ...row, version: originOf(answers[i]) }));
  },
  get: async (id) => toView(await findAnswer(db, id)),
  async list({ cursor, limit, model }) {
    const after = keyOf(cursor);
    const where = await ofModel(db, model);
    const [rows, total] = await Promise.all([
      db.answer.findMany({
        where: after === null ? where : { ...where, seq: { lt: after } },
        include: parts,
        orderBy: { seq: 'desc' },
        take: limit + 1,
      }),
      db.answer.count({ where }),
    ]);
    return toPage(rows, limit, total, (row) => row.seq, toView);
  },
  async setOutcome(id, { label, by }) {
    await findAnswer(db, id);
    const row = await db.answer.update({
      where: { id },
      data: { outcomeLabel: label, outcomeAt: new Date(), outcomeBy: by },
      include: parts,
    });
    return toView(row);
  },
});

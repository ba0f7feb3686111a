import path from 'node:path';
import type { AnswerView, ShownProblem } from '@millwright/contracts';
import { collectFiles } from '../collect-files.ts';
import { Failure } from '../failure.ts';
import { toSend, type FileToSend } from '../files-to-send.ts';
import { readReference } from '../references.ts';
import { table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';

const perRequest = 100;

interface Given {
  readonly input: string;
  readonly answer: AnswerView;
}

/** `predict N[@alias] INPUT…`: files, or folders of them; a file that cannot be read does not spoil the others. */
export async function predict(
  reference: string,
  inputs: readonly string[],
  explain: boolean,
  { api, voice, surroundings }: Tool,
): Promise<void> {
  readReference(reference);
  const collected = inputs.map((input) => collectFiles(path.resolve(surroundings.cwd, input), voice.locale));
  const files = collected.flatMap(({ files: some }) => some);
  const problems = collected.flatMap(({ problems: some }) => some);
  const given: Given[] = [];
  for (let at = 0; at < files.length; at += perRequest) {
    const part = files.slice(at, at + perRequest);
    const said = await ask({ api, voice }, { reference, explain, files: part });
    given.push(...said.given);
    problems.push(...said.problems);
    if (files.length > perRequest)
      voice.progress(voice.say(words('Judging', '判定')), (100 * (at + part.length)) / files.length, null);
  }
  if (given.length === 0 && problems.length > 0) throw new Failure(problems[0], problems);
  if (given.length === 0) throw Failure.of('answer.no-input', {}, voice.locale);
  for (const { message } of problems) voice.note(message);
  const answers = given.map(({ input, answer }) => answerOf(input, answer, surroundings.cwd));
  voice.result(problems.length === 0 ? { answers } : { answers, problems }, () =>
    table(
      [words('input', '输入'), words('answer', '判定'), words('confidence', '置信度')].map((text) =>
        voice.say(text),
      ),
      answers.map(({ input, answer, confidence }) => [input, answer, `${(100 * confidence).toFixed(1)} %`]),
    ),
  );
}

async function ask(
  { api, voice }: Pick<Tool, 'api' | 'voice'>,
  { reference, explain, files }: { reference: string; explain: boolean; files: readonly FileToSend[] },
): Promise<{ given: Given[]; problems: ShownProblem[] }> {
  const { answers, problems } = await api.predict({
    form: { model: reference, explain: explain ? 'true' : 'false' },
    files: toSend(files, { locale: voice.locale }),
  });
  const given = answers.map((answer) => ({ input: files[answer.index]?.file ?? answer.input, answer }));
  return { given, problems };
}

const answerOf = (input: string, { answer, confidence, explanation }: AnswerView, cwd: string) => ({
  input: path.relative(cwd, input).startsWith('..') ? input : path.relative(cwd, input),
  answer,
  confidence,
  ...(explanation === null ? {} : { explanation }),
});

import type { RunView, StartRunForm } from '@millwright/contracts';
import { BadUse, Failure } from '../failure.ts';
import { parseDataset } from '../references.ts';
import { figure, list } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { follow } from './follow.ts';

export interface TrainOptions {
  readonly dataset: string;
  readonly set?: readonly string[];
  readonly seed?: string;
  readonly name?: string;
  readonly wait?: boolean;
}

/** `train MODEL --dataset N[@V]` */
export async function train(model: string, options: TrainOptions, tool: Tool): Promise<void> {
  const run = await tool.api.startRun({ body: requestOf(model, options) });
  if (!options.wait) return tool.voice.result(resultOf(run), () => describeRun(run, tool));
  await finish(run.id, tool);
}

/** Watches a run to its end and says what came out of it. @throws Failure where it failed or was cancelled */
export async function finish(id: string, tool: Tool): Promise<void> {
  await follow(id, tool);
  const run = await tool.api.getRun({ path: { id } });
  if (run.error) throw new Failure(run.error);
  if (run.state === 'canceled') throw Failure.of('request.cancelled', {}, tool.voice.locale);
  tool.voice.result(resultOf(run), () => describeRun(run, tool));
}

function requestOf(model: string, { dataset, set = [], seed, name }: TrainOptions): StartRunForm {
  const data = parseDataset(dataset);
  if (!/^[a-z]+\/[a-z0-9-]+$/.test(model))
    throw new BadUse(`MODEL: expected family/model, such as vision/defect-net, received ${model}`);
  if (seed !== undefined && !/^\d+$/.test(seed))
    throw new BadUse(`--seed: expected a whole number from 0, received ${seed}`);
  return {
    model,
    dataset: data.name,
    version: data.version,
    settings: Object.fromEntries(set.map(settingOf)),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    registerAs: name,
  };
}

/** `key=value`; a value that reads as JSON is a number, a list or the like, anything else is text. */
function settingOf(word: string): [string, unknown] {
  const at = word.indexOf('=');
  if (at < 1) throw new BadUse(`--set: expected key=value, received ${word}`);
  const value = word.slice(at + 1);
  try {
    return [word.slice(0, at), JSON.parse(value) as unknown];
  } catch {
    return [word.slice(0, at), value];
  }
}

/** The result of a training in the fields of the surface; null where it is not known yet. */
export const resultOf = (run: RunView) => ({
  run: run.id,
  state: run.state,
  model: run.registered?.name ?? run.registerAs,
  version: run.registered?.version ?? null,
  metrics: run.metrics,
  baseline: run.baseline,
  seconds: run.seconds,
});

export function describeRun(run: RunView, { voice }: Tool): string {
  const { model, version } = resultOf(run);
  const figures = Object.entries(run.metrics ?? {}).map(([name, value]): [string, string] => {
    const baseline = run.baseline?.[name];
    const beside =
      baseline === undefined ? '' : `  (${voice.say(words('baseline', '基线'))} ${figure(baseline)})`;
    return [name, `${figure(value)}${beside}`];
  });
  return list([
    [voice.say(words('run', '训练任务')), run.id],
    [voice.say(words('state', '状态')), run.state],
    [voice.say(words('dataset', '数据集')), `${run.dataset}@${run.datasetVersion}`],
    [voice.say(words('model', '模型')), version === null ? model : `${model}@${version}`],
    [voice.say(words('duration', '用时')), run.seconds === null ? '-' : voice.duration(run.seconds)],
    ...figures,
  ]);
}

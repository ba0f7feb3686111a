import { allPages } from '../pages.ts';
import { parseId } from '../references.ts';
import { figure, table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { describeRun, finish } from './train.ts';

export interface RunsOptions {
  readonly filter?: string;
  readonly order?: string;
}

/** `runs list` */
export async function listRuns({ filter, order }: RunsOptions, { api, voice }: Tool): Promise<void> {
  const runs = await allPages((query) => api.listRuns({ query: { ...query, filter, order } }));
  voice.result({ runs }, () =>
    table(
      [
        words('run', '训练任务'),
        words('state', '状态'),
        words('model', '模型'),
        words('dataset', '数据集'),
        words('accuracy', '准确率'),
      ].map((text) => voice.say(text)),
      runs.map((run) => [
        run.id,
        run.state,
        run.model,
        `${run.dataset}@${run.datasetVersion}`,
        run.metrics?.['accuracy'] === undefined ? '-' : figure(run.metrics['accuracy']),
      ]),
    ),
  );
}

/** `runs show ID` */
export async function showRun(id: string, tool: Tool): Promise<void> {
  const run = await tool.api.getRun({ path: { id: idOf(id) } });
  tool.voice.result(run, () => describeRun(run, tool));
}

/** `runs watch ID` */
export const watchRun = (id: string, tool: Tool): Promise<void> => finish(idOf(id), tool);

/** `runs cancel ID` */
export async function cancelRun(id: string, { api, voice }: Tool): Promise<void> {
  const run = await api.cancelRun({ path: { id: idOf(id) } });
  voice.result({ run: run.id, state: run.state }, () =>
    voice.say(words(`Run ${run.id} is being cancelled.`, `正在取消训练任务 ${run.id}。`)),
  );
}

/** @throws BadUse */
export const idOf = (text: string): string => parseId(text, 'run');

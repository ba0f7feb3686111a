import { parts, type Part } from '@millwright/contracts';
import { BadUse } from '../failure.ts';
import { parseDataset, resolveModel } from '../references.ts';
import { figure, list } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';

/** `evaluate N[@alias] --dataset D[@V] [--part test]` */
export async function evaluate(
  reference: string,
  options: { dataset: string; part?: string },
  { api, voice }: Tool,
): Promise<void> {
  if (options.part !== undefined && !(parts as readonly string[]).includes(options.part))
    throw new BadUse(`--part: expected ${parts.join(', ')}, received ${options.part}`);
  const data = parseDataset(options.dataset);
  const model = await resolveModel({ api, voice }, reference);
  const { report, dataset, datasetVersion } = await api.evaluateModelVersion({
    path: model,
    body: { dataset: data.name, version: data.version, part: options.part as Part | undefined },
  });
  const result = {
    model: model.name,
    version: model.version,
    dataset: `${dataset}@${datasetVersion}`,
    metrics: report.metrics,
  };
  voice.result(result, () =>
    list([
      [voice.say(words('model', '模型')), `${result.model}@${result.version}`],
      [voice.say(words('dataset', '数据集')), `${result.dataset}, ${report.part}, ${report.rows}`],
      ...Object.entries(report.metrics).map(([name, value]): [string, string] => [name, figure(value)]),
    ]),
  );
}

import fs from 'node:fs';
import path from 'node:path';
import type { ExportFormat, ModelVersionView } from '@millwright/contracts';
import { allPages } from '../pages.ts';
import { parseVersion, resolveModel } from '../references.ts';
import { save } from '../save.ts';
import { figure, list, table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { parseAlias, tellApproval } from './reviews.ts';

/** `models list` */
export async function listModels({ api, voice }: Tool): Promise<void> {
  const models = await allPages((query) => api.listModels({ query }));
  voice.result({ models }, () =>
    table(
      [
        words('name', '名称'),
        words('version', '版本'),
        words('definition', '定义'),
        words('aliases', '别名'),
      ].map((text) => voice.say(text)),
      models.map(({ name, latest, aliases: set }) => [
        name,
        String(latest.version),
        latest.definition,
        set.map(({ alias, version }) => `${alias} ${version}`).join(', ') || '-',
      ]),
    ),
  );
}

/** `models show N[@alias]` */
export async function showModel(reference: string, { api, voice }: Tool): Promise<void> {
  const shown = await api.getModelVersion({ path: await resolveModel({ api, voice }, reference) });
  voice.result(shown, () => describe(shown, { api, voice }));
}

/** `models alias N VERSION champion` */
export async function moveAlias(name: string, version: string, alias: string, tool: Tool): Promise<void> {
  const { api, voice } = tool;
  const wanted = parseAlias(alias);
  const number = parseVersion(version);
  tellApproval(await api.getModelVersion({ path: { name, version: number } }), wanted, tool);
  const move = await api.moveAlias({
    path: { name, alias: wanted },
    body: { version: number, approve: true },
  });
  voice.result({ model: name, ...move }, () =>
    voice.say(words(`${name}@${move.to} is ${alias} now.`, `${name}@${move.to} 现在是 ${alias}。`)),
  );
}

/** `models history N` */
export async function aliasHistory(name: string, { api, voice }: Tool): Promise<void> {
  const history = await api.listAliasMoves({ path: { name } });
  voice.result({ model: name, history }, () =>
    table(
      [
        words('at', '时间'),
        words('alias', '别名'),
        words('from', '原版本'),
        words('to', '新版本'),
        words('by', '操作者'),
      ].map((text) => voice.say(text)),
      history.map(({ at, alias, from, to, by }) => [at, alias, String(from ?? '-'), String(to ?? '-'), by]),
    ),
  );
}

/** `models export N[@alias] --format onnx --out DIR` */
export async function exportModel(
  reference: string,
  { format, out }: { readonly format: ExportFormat; readonly out: string },
  { api, voice, surroundings }: Tool,
): Promise<void> {
  const { name, version } = await resolveModel({ api, voice }, reference);
  const file = path.join(out, `${name}-${version}.${format}`);
  const place = path.resolve(surroundings.cwd, file);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  const bytes = await save(await api.exportModelVersion({ path: { name, version, format } }), place);
  voice.result({ model: name, version, format, file, bytes }, () =>
    voice.say(words(`${name}@${version} is in ${file}.`, `${name}@${version} 已导出到 ${file}。`)),
  );
}

const validationOf = ({ validation: { status, by, at, note } }: ModelVersionView): string =>
  [status, by, at, note].filter((part) => part !== null).join(', ');

function describe(model: ModelVersionView, { voice }: Pick<Tool, 'voice' | 'api'>): string {
  return list([
    [voice.say(words('model', '模型')), `${model.name}@${model.version}`],
    [voice.say(words('definition', '定义')), model.definition],
    [voice.say(words('dataset', '数据集')), `${model.dataset}@${model.datasetVersion}`],
    [voice.say(words('run', '训练任务')), model.run],
    [voice.say(words('engine', '引擎')), model.engine],
    [voice.say(words('aliases', '别名')), model.aliases.join(', ') || '-'],
    [voice.say(words('validation', '审批')), validationOf(model)],
    [voice.say(words('labels', '类别')), model.labels.join(', ')],
    ...Object.entries(model.metrics).map(([name, value]): [string, string] => [name, figure(value)]),
  ]);
}

import type { DatasetVersionView, Finding } from '@millwright/contracts';
import { allPages } from '../pages.ts';
import { parseDataset } from '../references.ts';
import { list, table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { tellDeleted } from './deletions.ts';

/** `datasets list` */
export async function listDatasets({ api, voice }: Tool): Promise<void> {
  const datasets = await allPages((query) => api.listDatasets({ query }));
  voice.result({ datasets }, () =>
    table(
      [words('name', '名称'), words('version', '版本'), words('state', '状态'), words('rows', '行数')].map(
        (text) => voice.say(text),
      ),
      datasets.map(({ name, latest }) => [name, String(latest.version), latest.state, String(latest.rows)]),
    ),
  );
}

/** `datasets show N[@V]` */
export async function showDataset(reference: string, tool: Tool): Promise<void> {
  const version = await versionOf(reference, tool);
  tool.voice.result(version, () => describe(version, tool));
}

/** `datasets quality N[@V]` */
export async function qualityOfDataset(reference: string, tool: Tool): Promise<void> {
  const { api, voice } = tool;
  const { dataset, version } = await versionOf(reference, tool);
  const found = await api.listDatasetFindings({ path: { name: dataset, version } });
  const findings = found.map(shown);
  voice.result({ dataset, version, findings }, () =>
    table(
      [
        words('kind', '种类'),
        words('severity', '程度'),
        words('count', '数量'),
        words('example rows', '示例行'),
      ].map((text) => voice.say(text)),
      findings.map(({ kind, severity, count, rows }) => [kind, severity, String(count), rows.join(' ')]),
    ),
  );
}

/** `datasets delete N[@V]` */
export async function deleteDataset(
  reference: string,
  confirm: boolean,
  { api, voice }: Tool,
): Promise<void> {
  const { name, version } = parseDataset(reference);
  const query = { confirm: confirm ? 'true' : 'false' } as const;
  const deleted =
    version === undefined
      ? await api.deleteDataset({ path: { name }, query })
      : await api.deleteDatasetVersion({ path: { name, version }, query });
  voice.result(deleted, () => tellDeleted(deleted, voice));
}

/** A picture is one column, so that findings of images and of tables read alike. */
const shown = ({ kind, severity, count, details, groups }: Finding) => ({
  column: 'image',
  kind,
  severity,
  count,
  rows: groups.slice(0, 5).flat().slice(0, 10),
  details,
});

async function versionOf(reference: string, { api }: Tool): Promise<DatasetVersionView> {
  const { name, version } = parseDataset(reference);
  if (version !== undefined) return api.getDatasetVersion({ path: { name, version } });
  return (await api.getDataset({ path: { name } })).latest;
}

function describe(version: DatasetVersionView, { voice }: Tool): string {
  const { profile } = version;
  const head = list([
    [voice.say(words('dataset', '数据集')), `${version.dataset}@${version.version}`],
    [voice.say(words('state', '状态')), version.state],
    [voice.say(words('rows', '行数')), String(version.rows)],
    [voice.say(words('left out', '未采用')), String(version.rejected)],
    [
      voice.say(words('findings', '发现')),
      version.findings.map(({ kind, count }) => `${kind} ${count}`).join(', ') || '-',
    ],
  ]);
  if (!profile) return head;
  const classes = table(
    [
      words('class', '类别'),
      words('train', '训练'),
      words('validation', '验证'),
      words('test', '测试'),
      words('unassigned', '未分配'),
    ].map((text) => voice.say(text)),
    profile.classes.map((row) => [
      row.label,
      ...[row.train, row.validation, row.test, row.unassigned].map(String),
    ]),
  );
  return `${head}\n\n${classes}`;
}

import type { ComparedFigure, RunComparison } from '@millwright/contracts';
import { BadUse } from '../failure.ts';
import { figure, table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';
import { idOf } from './runs.ts';

export interface CompareOptions {
  readonly baseline?: string;
  readonly filter?: string;
  readonly metric?: string;
}

/** Figures that fit beside each other on a terminal. */
const shownFigures = 4;

/** `runs compare ID ID…` or `runs compare --filter EXPRESSION` */
export async function compareRuns(
  ids: readonly string[],
  { baseline, filter, metric }: CompareOptions,
  tool: Tool,
): Promise<void> {
  if (ids.length > 0 === (filter !== undefined))
    throw new BadUse('expected the ids of the runs, or --filter in their place');
  const request = {
    ...(filter === undefined ? { ids: ids.map(idOf) } : { filter }),
    baseline: baseline === undefined ? undefined : idOf(baseline),
    metric,
  };
  const comparison = await tool.api.compareRuns({ body: request });
  for (const id of comparison.missing)
    tool.voice.note(tool.voice.say(words(`There is no run ${id}.`, `没有训练任务 ${id}。`)));
  tool.voice.result(comparison, () => describe(comparison, tool));
}

/** Only what differs, and the commonest figures with their difference to the baseline. */
function describe({ runs, params, figures, baseline }: RunComparison, { voice }: Tool): string {
  const differing = params.filter(({ differs }) => differs).map(({ name }) => name);
  const common = figures.slice(0, shownFigures).map(({ name }) => name);
  return table(
    [voice.say(words('run', '训练任务')), voice.say(words('model', '模型')), ...differing, ...common],
    runs.map((run) => [
      run.id === baseline ? `${run.id} *` : run.id,
      run.name,
      ...differing.map((name) => written(run.params[name])),
      ...common.map((name) => besideBaseline(run.figures[name])),
    ]),
  );
}

const written = (value: unknown): string =>
  value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value);

function besideBaseline(found: ComparedFigure | undefined): string {
  if (found === undefined) return '-';
  const { value, difference } = found;
  if (difference === null) return figure(value);
  return `${figure(value)} (${difference < 0 ? '' : '+'}${figure(difference)})`;
}

import { isOver, type DatasetView, type ModelView, type RunView } from '@millwright/contracts';

/** Something worth doing or watching now. */
export type TodoItem =
  | { readonly kind: 'run'; readonly run: RunView }
  | { readonly kind: 'inspecting'; readonly dataset: DatasetView }
  | { readonly kind: 'rejected'; readonly dataset: DatasetView }
  | { readonly kind: 'failed'; readonly run: RunView }
  | { readonly kind: 'champion'; readonly model: ModelView }
  | {
      readonly kind: 'findings';
      readonly dataset: DatasetView;
      readonly count: number;
      readonly pictures: number;
    }
  | { readonly kind: 'untrained'; readonly dataset: DatasetView };

/** A failed run is worth a look for this long [ms]. */
const failedForMs = 24 * 3600 * 1000;

/** What is worth doing now, what goes on first, then what is stuck, then what would help. */
export function todoOf(
  datasets: readonly DatasetView[],
  runs: readonly RunView[],
  models: readonly ModelView[],
  now = Date.now(),
): TodoItem[] {
  const items: TodoItem[] = [];
  for (const run of runs) if (!isOver(run.state)) items.push({ kind: 'run', run });
  for (const dataset of datasets) {
    const { state } = dataset.latest;
    if (state === 'received' || state === 'inspecting') items.push({ kind: 'inspecting', dataset });
    if (state === 'rejected') items.push({ kind: 'rejected', dataset });
  }
  for (const run of runs)
    if (run.state === 'failed' && now - Date.parse(run.finishedAt ?? run.createdAt) < failedForMs)
      items.push({ kind: 'failed', run });
  for (const model of models)
    if (!model.aliases.some(({ alias }) => alias === 'champion')) items.push({ kind: 'champion', model });
  for (const dataset of datasets) {
    const open = dataset.latest.findings.filter(({ severity }) => severity !== 'info');
    if (dataset.latest.state === 'ready' && open.length > 0)
      items.push({
        kind: 'findings',
        dataset,
        count: open.length,
        pictures: open.reduce((sum, { count }) => sum + count, 0),
      });
  }
  const used = new Set(runs.map((run) => run.dataset));
  for (const dataset of datasets)
    if (dataset.latest.state === 'ready' && !used.has(dataset.name))
      items.push({ kind: 'untrained', dataset });
  return items;
}

import type { DatasetView, ModelView, RunView } from '@millwright/contracts';
import { todoOf } from './todo-of.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const aSet = (name: string, state: string, severities: string[] = []) =>
  ({
    name,
    latest: { state, findings: severities.map((severity) => ({ severity, count: 2 })) },
  }) as unknown as DatasetView;
const aRun = (dataset: string, state: string, finishedAt: string | null = null) =>
  ({ id: dataset, dataset, state, finishedAt, createdAt: '2026-11-20T00:00:00Z' }) as unknown as RunView;
const aModel = (name: string, ...aliases: string[]) =>
  ({ name, aliases: aliases.map((alias) => ({ alias, version: 1 })) }) as unknown as ModelView;
const kinds = (...args: Parameters<typeof todoOf>) => todoOf(...args).map(({ kind }) => kind);

describe('todoOf', () => {
  it('puts what goes on first, then what is stuck, then what would help', () => {
    const sets = [aSet('a', 'ready', ['warning', 'info']), aSet('b', 'inspecting'), aSet('c', 'rejected')];
    const runs = [aRun('a', 'running'), aRun('x', 'failed', '2026-11-23T11:00:00Z')];
    expect(kinds(sets, runs, [aModel('a')], now)).toEqual([
      'run',
      'inspecting',
      'rejected',
      'failed',
      'champion',
      'findings',
    ]);
  });

  it('leaves out what needs nobody: information, old failures, models with a champion', () => {
    const runs = [aRun('a', 'failed', '2026-11-21T11:00:00Z'), aRun('a', 'completed')];
    expect(kinds([aSet('a', 'ready', ['info'])], runs, [aModel('a', 'champion')], now)).toEqual([]);
  });

  it('proposes to train on a dataset nobody trained on yet', () => {
    expect(kinds([aSet('a', 'ready')], [], [], now)).toEqual(['untrained']);
  });
});

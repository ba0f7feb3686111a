import { QueryClient } from '@tanstack/react-query';
import type { RunDetail } from '@millwright/contracts';
import { applyEvent, withRunNews } from './apply-event.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const at = '2026-11-23T20:50:00Z';
const line = (seq: number) => ({ seq, at, level: 'info' as const, event: 'epoch', data: {} });
const point = (step: number, value: number) => ({ name: 'loss', step, value, at });

const aRun = (overrides: Partial<RunDetail> = {}): RunDetail => ({
  id,
  model: 'vision/defect-net',
  dataset: 'casting',
  datasetVersion: 1,
  settings: {},
  seed: 1,
  registerAs: 'casting',
  state: 'pending',
  stage: 'waiting',
  progress: 0,
  remainingSeconds: null,
  engine: null,
  attempts: 0,
  createdAt: at,
  startedAt: null,
  finishedAt: null,
  seconds: null,
  metrics: null,
  baseline: null,
  registered: null,
  error: null,
  tags: {},
  points: [],
  log: [],
  ...overrides,
});
const news = { type: 'run', run: id, state: 'running', stage: 'training', progress: 40 } as const;
const event = { ...news, remainingSeconds: 9, points: [point(2, 0.4)], log: [line(2), line(1)] };

describe('withRunNews', () => {
  it('keeps what came twice once and the log in its order', () => {
    const run = withRunNews(aRun({ points: [point(1, 0.7), point(2, 0.5)], log: [line(1)] }), event);
    expect(run.points.map(({ step, value }) => [step, value])).toEqual([
      [1, 0.7],
      [2, 0.4],
    ]);
    expect(run.log.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(run).toMatchObject({ state: 'running', stage: 'training', progress: 40, remainingSeconds: 9 });
  });
});

describe('applyEvent', () => {
  const cacheWith = (run: RunDetail) => {
    const cache = new QueryClient();
    cache.setQueryData(['runs', 'one', run.id], run);
    cache.setQueryData(['runs', 'list', {}], {
      pages: [{ items: [run], nextCursor: null, total: 1 }],
      pageParams: [null],
    });
    cache.setQueryData(['models', 'list'], 'models');
    return cache;
  };

  it('changes the run and the list that shows it, and leaves both valid', () => {
    const cache = cacheWith(aRun());
    applyEvent(cache, event);
    expect(cache.getQueryData<RunDetail>(['runs', 'one', id])?.progress).toBe(40);
    expect(cache.getQueryData(['runs', 'list', {}])).toMatchObject({
      pages: [{ items: [{ progress: 40 }] }],
    });
    expect(cache.getQueryState(['runs', 'list', {}])?.isInvalidated).toBe(false);
  });

  it('asks for figures and models again once the run is completed', () => {
    const cache = cacheWith(aRun());
    applyEvent(cache, { ...event, state: 'completed' });
    expect(cache.getQueryState(['runs', 'one', id])?.isInvalidated).toBe(true);
    expect(cache.getQueryState(['models', 'list'])?.isInvalidated).toBe(true);
  });

  it('asks for the list again where it does not know the run', () => {
    const cache = cacheWith(aRun());
    applyEvent(cache, { ...event, run: '018f0000-0000-7000-8000-000000000002' });
    expect(cache.getQueryState(['runs', 'list', {}])?.isInvalidated).toBe(true);
  });
});

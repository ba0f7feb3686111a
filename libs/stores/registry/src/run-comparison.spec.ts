import { compareRunsSchema, type CompareRunsForm, type RunView } from '@millwright/contracts';
import type { Registry } from './registry.ts';
import { countsOf, paramsOf } from './run-comparison.ts';
import { aDataset, aRegistry, aRun } from './testing.ts';

describe('the comparison of runs', () => {
  let registry: Registry;
  let dataset = '';
  beforeAll(async () => {
    registry = await aRegistry();
    dataset = (await aDataset(registry)).dataset;
  }, 60_000);
  afterAll(() => registry.close());

  const completed = async (metrics: Record<string, number>, settings: object = {}): Promise<RunView> => {
    const { id } = await aRun(registry, { dataset, settings: { ...settings } });
    await registry.runs.begin(id, 'wasm');
    return registry.runs.complete(id, { metrics, baseline: {}, registered: { name: dataset, version: 1 } });
  };
  const compare = (request: CompareRunsForm) => registry.runs.compare(compareRunsSchema.parse(request));

  it('gives the runs in the order asked for, each once, and names ids that are none', async () => {
    const [a, b] = [await completed({}), await completed({})];
    const nobody = '00000000-0000-4000-8000-000000000000';
    const { runs, missing } = await compare({ ids: [b.id, nobody, a.id, b.id] });
    expect(runs.map(({ id }) => id)).toEqual([b.id, a.id]);
    expect(missing).toEqual([nobody]);
  });

  it('holds each figure against the baseline: difference and ratio, none where it has none', async () => {
    const baseline = await completed({ accuracy: 0.8, loss: 0 });
    const other = await completed({ accuracy: 0.9, loss: 0.5, f1: 1 });
    const { runs, figures } = await compare({ ids: [other.id], baseline: baseline.id });
    expect(runs.map(({ id }) => id)).toEqual([other.id, baseline.id]);
    expect(runs[0].figures).toEqual({
      accuracy: { value: 0.9, difference: expect.closeTo(0.1, 12), ratio: expect.closeTo(1.125, 12) },
      loss: { value: 0.5, difference: 0.5, ratio: null },
      f1: { value: 1, difference: null, ratio: null },
    });
    expect(runs[1].figures['accuracy']).toEqual({ value: 0.8, difference: 0, ratio: 1 });
    expect(figures).toEqual([
      { name: 'accuracy', runs: 2 },
      { name: 'loss', runs: 2 },
      { name: 'f1', runs: 1 },
    ]);
  });

  it('takes the newest runs of a filter in place of ids', async () => {
    const made = [await completed({}, { only: 'here' }), await completed({}, { only: 'here' })];
    const { runs } = await compare({ filter: "params.only = 'here'" });
    expect(runs.map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
  });

  it('gives short curves whole and thins long ones without losing a peak or an end', async () => {
    const { id } = await completed({});
    const short = Array.from({ length: 20 }, (_, i) => ({ name: 'short', step: i * i, value: i }));
    const long = Array.from({ length: 5000 }, (_, i) => ({
      name: 'long',
      step: i + 1,
      value: i === 3210 ? 99 : i === 1234 ? -99 : Math.sin(i / 100),
    }));
    await registry.runs.addPoints(id, [...short, ...long]);
    const whole = await compare({ ids: [id], metric: 'short', points: 20 });
    expect(whole.curves).toEqual([{ run: id, points: short.map(({ step, value }) => [step, value]) }]);
    const { curves, metrics } = await compare({ ids: [id], metric: 'long', points: 50 });
    const [{ points }] = curves;
    expect(points.length).toBeLessThanOrEqual(50);
    expect(points.length).toBeGreaterThan(40);
    expect(points).toContainEqual([3211, 99]);
    expect(points).toContainEqual([1235, -99]);
    expect([points[0][0], points.at(-1)?.[0]]).toEqual([1, 5000]);
    for (const [step, value] of points) expect(long[step - 1].value).toBe(value);
    expect(points.map(([step]) => step)).toEqual(points.map(([step]) => step).sort((a, b) => a - b));
    expect(metrics).toEqual([
      { name: 'long', runs: 1 },
      { name: 'short', runs: 1 },
    ]);
  });

  it('chooses the commonest curve where none is named, and gives none where there is none', async () => {
    const [a, b] = [await completed({}), await completed({})];
    expect(await compare({ ids: [a.id, b.id] })).toMatchObject({ metric: null, curves: [] });
    await registry.runs.addPoints(a.id, [{ name: 'a', step: 1, value: 1 }]);
    for (const { id } of [a, b]) await registry.runs.addPoints(id, [{ name: 'b', step: 1, value: 2 }]);
    expect(await compare({ ids: [b.id, a.id] })).toMatchObject({
      metric: 'b',
      curves: [{ run: b.id }, { run: a.id }],
    });
  });
});

describe('the params of compared runs', () => {
  it('differ where any run has another value, or none', () => {
    const runs = [
      { a: 1, b: [1, 2], c: null },
      { a: 1, b: [1, 2] },
      { a: 1, b: [2, 1], c: null },
    ];
    expect(paramsOf(runs.map((params) => ({ params })))).toEqual([
      { name: 'a', differs: false },
      { name: 'b', differs: true },
      { name: 'c', differs: true },
    ]);
  });
});

describe('names and their counts', () => {
  it('come commonest first, then by name', () => {
    expect(countsOf([['b', 'a'], ['c', 'a'], ['b']])).toEqual([
      { name: 'a', runs: 2 },
      { name: 'b', runs: 2 },
      { name: 'c', runs: 1 },
    ]);
  });
});

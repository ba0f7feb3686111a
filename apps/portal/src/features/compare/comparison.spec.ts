import type { ComparedRun, RunComparison } from '@millwright/contracts';
import { askedIn, comparedCurves, csvOf, figureText, paramNames, paramOf, signed } from './comparison.ts';

const id = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const aRun = (number: number, given: Partial<ComparedRun> = {}): ComparedRun => ({
  id: id(number),
  name: 'casting',
  state: 'completed',
  model: 'vision/defect-net',
  dataset: 'casting',
  datasetVersion: 1,
  seed: 1,
  engine: 'wasm',
  createdAt: '2026-11-23T20:50:00Z',
  seconds: 10,
  params: { epochs: 5, size: [64, 64] },
  figures: { accuracy: { value: 0.9, difference: null, ratio: null } },
  tags: {},
  ...given,
});
const aComparison = (given: Partial<RunComparison> = {}): RunComparison => ({
  runs: [aRun(1), aRun(2, { seed: 2 })],
  missing: [],
  baseline: null,
  params: [
    { name: 'epochs', differs: true },
    { name: 'size', differs: false },
  ],
  figures: [{ name: 'accuracy', runs: 2 }],
  metrics: [],
  metric: null,
  curves: [],
  ...given,
});
const addressOf = (query: string) => new URLSearchParams(query);

describe('what an address asks to compare', () => {
  it('is runs by their ids, past what is no id', () => {
    expect(askedIn(addressOf(`runs=${id(1)},nonsense,${id(2)}`))).toEqual({ ids: [id(1), id(2)] });
  });
  it('is the runs of a filter, or nothing', () => {
    expect(askedIn(addressOf('filter=seed = 1'))).toEqual({ filter: 'seed = 1' });
    expect(askedIn(addressOf('runs=x'))).toBeNull();
  });
});

describe('the params of a comparison', () => {
  it('begin with model, data, seed and engine; only those that differ where that is asked', () => {
    expect(paramNames(aComparison(), false)).toEqual(['model', 'data', 'seed', 'engine', 'epochs', 'size']);
    expect(paramNames(aComparison(), true)).toEqual(['seed', 'epochs']);
  });
  it('are written as they are, nothing where a run has none', () => {
    const run = aRun(1);
    expect(['data', 'epochs', 'size', 'other'].map((name) => paramOf(run, name))).toEqual([
      'casting v1',
      '5',
      '[64,64]',
      '',
    ]);
  });
});

describe('the exported file of a comparison', () => {
  const words = { run: 'Run', name: 'Name', difference: 'difference', ratio: 'ratio' };
  it('has a column a figure, and three of each beside a baseline', () => {
    expect(csvOf(aComparison(), ['epochs'], ['accuracy'], words).head).toEqual([
      'Run',
      'Name',
      'epochs',
      'accuracy',
    ]);
    const figures = { accuracy: { value: 0.95, difference: 0.05, ratio: 1.056 } };
    const { head, rows } = csvOf(
      aComparison({ baseline: id(1), runs: [aRun(2, { figures }), aRun(3, { figures: {} })] }),
      [],
      ['accuracy'],
      words,
    );
    expect(head).toEqual(['Run', 'Name', 'accuracy', 'accuracy difference', 'accuracy ratio']);
    expect(rows).toEqual([
      [id(2), 'casting', 0.95, 0.05, 1.056],
      [id(3), 'casting', undefined, undefined, undefined],
    ]);
  });
});

describe('compared curves', () => {
  it('put the baseline in front, in its own colour', () => {
    const curves = [1, 2, 3].map((number) => ({ run: id(number), points: [[1, 2]] as [number, number][] }));
    const drawn = comparedCurves(aComparison({ curves, baseline: id(1) }));
    expect(drawn.map(({ key }) => key)).toEqual([id(2), id(3), id(1)]);
    expect(new Set(drawn.map(({ colour }) => colour)).size).toBe(3);
  });
});

describe('figures in a comparison', () => {
  it('are written with six digits and a sign where they differ', () => {
    expect([figureText(0.1 + 0.2), signed(-0.012345678), signed(0)]).toEqual(['0.3', '−0.0123457', '+0']);
  });
});

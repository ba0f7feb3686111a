import { alternate, benchTable } from './bench.ts';
import { rowsOf } from './comparison.ts';
import { startPython } from './python.ts';

describe('alternate', () => {
  it('takes turns and keeps the shortest time of each side', async () => {
    const turns: string[] = [];
    const side = (name: string, times: number[]) => async () => (turns.push(name), times.shift()!);
    const best = await alternate(3, [side('ours', [3, 1, 2]), side('theirs', [5, 6, 4])]);
    expect(best).toEqual([1, 4]);
    expect(turns).toEqual(['ours', 'theirs', 'ours', 'theirs', 'ours', 'theirs']);
  });
});

describe('benchTable', () => {
  it('is a line of names and a line per row, figures to the right', () => {
    const row = {
      case: 'jpeg',
      engine: 'typescript',
      against: 'opencv',
      ours: 50,
      reference: 200,
      ratio: 0.25,
      unit: 'images/s',
    };
    const judged = { ...row, unit: 'ms', target: 0.2, met: false };
    expect(benchTable([row, judged]).split('\n')).toEqual([
      'case  engine      against  ours  reference  ratio  unit      target',
      'jpeg  typescript  opencv   50.0        200   0.25  images/s  -',
      'jpeg  typescript  opencv   50.0        200   0.25  ms        <= 0.20 not met',
    ]);
  });
});

describe('rowsOf', () => {
  const ours = new Map([
    ['tensorflow', 0.003],
    ['wasm', 0.002],
  ]);
  const theirs = new Map([
    ['keras', 0.004],
    ['pytorch', 0.001],
  ]);
  const judged = (targets: Parameters<typeof rowsOf>[0]['targets']) =>
    rowsOf({ name: 'lstm', unit: 'ms', targets }, ours, theirs).map(
      (row) => [row.engine, row.against, row.ratio, row.met] as const,
    );

  it('gives each engine beside each reference, judged where that engine has a target', () => {
    expect(judged([{ engine: 'tensorflow', against: 'pytorch', atMost: 1.5 }])).toEqual([
      ['tensorflow', 'keras', 0.75, undefined],
      ['tensorflow', 'pytorch', 3, false],
      ['wasm', 'keras', 0.5, undefined],
      ['wasm', 'pytorch', 2, undefined],
    ]);
  });

  it('lets the fastest engine alone answer for a target that any may reach', () => {
    const met = judged([{ engine: 'best', against: 'keras', atMost: 0.5 }]).map(
      ([, , , judgement]) => judgement,
    );
    expect(met).toEqual([undefined, undefined, true, undefined]);
  });

  it('gives figures in the unit of the case', () => {
    const [row] = rowsOf({ name: 'lstm', unit: 'ms', targets: [] }, ours, theirs);
    expect(row).toMatchObject({ case: 'lstm', ours: 3, reference: 4, unit: 'ms' });
  });
});

describe('a reference that is not there', () => {
  it('is told with what to install', async () => {
    const before = process.env.MILLWRIGHT_PYTHON;
    process.env.MILLWRIGHT_PYTHON = 'no-such-python';
    try {
      const wish = {
        script: 'opencv_worker.py',
        reference: 'OpenCV',
        packages: ['numpy', 'opencv-python-headless'],
      };
      await expect(startPython(wish)).rejects.toMatchObject({
        code: 'reference.unavailable',
        hint: expect.stringContaining('no-such-python -m pip install numpy opencv-python-headless'),
      });
    } finally {
      if (before === undefined) delete process.env.MILLWRIGHT_PYTHON;
      else process.env.MILLWRIGHT_PYTHON = before;
    }
  });
});

import { alternate, benchTable } from './bench.ts';
import { startPython } from './python.ts';

describe('alternate', () => {
  it('takes turns and keeps the shortest time of each side', async () => {
    const turns: string[] = [];
    const side = (name: string, times: number[]) => async () => (turns.push(name), times.shift()!);
    const best = await alternate(3, side('ours', [3, 1, 2]), side('theirs', [5, 6, 4]));
    expect(best).toEqual({ ours: 1, reference: 4 });
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
    expect(benchTable([row]).split('\n')).toEqual([
      'case  engine      against  ours  reference  ratio  unit',
      'jpeg  typescript  opencv   50.0        200   0.25  images/s',
    ]);
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
        packages: 'numpy opencv-python-headless',
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

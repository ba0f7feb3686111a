import { tableOf } from './curve.ts';

const curve = (key: string, points: [number, number][]) => ({
  key,
  name: key,
  points,
  colour: '',
  dashed: false,
});

describe('tableOf', () => {
  it('puts curves side by side, with a gap where one has no point', () => {
    const table = tableOf([
      curve('loss', [
        [2, 0.4],
        [10, 0.2],
      ]),
      curve('validationLoss', [[2, 0.5]]),
    ]);
    expect(table).toEqual([
      { x: 2, values: [0.4, 0.5] },
      { x: 10, values: [0.2, null] },
    ]);
  });
});

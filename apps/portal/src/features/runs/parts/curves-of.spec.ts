import { curvesOf } from './curves-of.ts';

const at = '2026-11-23T20:50:00Z';
const point = (name: string, step: number, value: number) => ({ name, step, value, at });

describe('curvesOf', () => {
  const groups = curvesOf(
    [
      point('loss', 2, 0.4),
      point('loss', 1, 0.7),
      point('validation.loss', 1, 0.8),
      point('validation.accuracy', 1, 0.9),
      point('learningRate', 1, 0.001),
    ],
    (name) => name.toUpperCase(),
  );

  it('keeps losses, shares and the learning rate on axes of their own', () => {
    const names = Object.entries(groups).map(([group, curves]) => [group, curves.map(({ key }) => key)]);
    expect(Object.fromEntries(names)).toEqual({
      loss: ['loss', 'validation.loss'],
      share: ['validation.accuracy'],
      rate: ['learningRate'],
    });
  });

  it('orders points by step and tells validation from training by a dashed line of the same colour', () => {
    const [training, validation] = groups.loss;
    expect(training.points.map(([step]) => step)).toEqual([1, 2]);
    expect([training.dashed, validation.dashed]).toEqual([false, true]);
    expect(validation.colour).toBe(training.colour);
  });
});

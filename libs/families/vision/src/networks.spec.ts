import { shapesOf, weightCount } from '@millwright/network';
import { defectNetwork as recipe } from './defect-cnn/algorithm.ts';
import { configSchema as recipeSchema } from './defect-cnn/config.ts';
import { defectNetwork as residual, stagesFor } from './defect-net/algorithm.ts';
import { configSchema as residualSchema } from './defect-net/config.ts';

describe('the network of vision/defect-cnn', () => {
  it('is the recipe at 224 x 224: 32 and 64 filters of 3 x 3, two poolings, 64 hidden units, one sigmoid', () => {
    const network = recipe(recipeSchema.parse({}), 2);
    expect([...shapesOf(network).values()]).toEqual([
      [224, 224, 1],
      [222, 222, 32],
      [111, 111, 32],
      [109, 109, 64],
      [54, 54, 64],
      [54 * 54 * 64],
      [64],
      [1],
    ]);
    expect(network.loss.kind).toBe('binaryCrossentropy');
    expect(network.optimiser).toMatchObject({ kind: 'adam', learningRate: 1e-4 });
    expect(network.layers.at(-1)).toMatchObject({ activation: 'sigmoid' });
  });

  it('has a softmax over all labels where there are more than two', () => {
    const network = recipe(recipeSchema.parse({ inputSize: 32 }), 5);
    expect(network.loss.kind).toBe('categoricalCrossentropy');
    expect(network.layers.at(-1)).toMatchObject({ units: 5, activation: 'softmax' });
  });
});

describe('the network of vision/defect-net', () => {
  it('halves in the stem and in each later stage, 24, 48 and 96 channels wide', () => {
    const shapes = shapesOf(residual(residualSchema.parse({}), { channels: 1, labels: 6 }));
    expect(
      ['fine', 'stem', 'stage_1', 'stage_2', 'stage_3', 'verdict'].map((name) => shapes.get(name)),
    ).toEqual([[64, 64, 12], [32, 32, 24], [32, 32, 24], [16, 16, 48], [8, 8, 96], [6]]);
  });

  it('has 176,000 trained weights with two labels', () => {
    const convolution = (size: number, from: number, to: number): number => size * size * from * to + 2 * to;
    const stem = convolution(3, 1, 12) + convolution(3, 12, 24);
    const first = 2 * convolution(3, 24, 24);
    const halving = (from: number): number =>
      convolution(1, from, 2 * from) + convolution(3, from, 2 * from) + convolution(3, 2 * from, 2 * from);
    const counted = weightCount(residual(residualSchema.parse({}), { channels: 1, labels: 2 }));
    expect(counted).toBe(stem + first + halving(24) + halving(48) + 96 * 2 + 2);
  });

  it('takes colour and odd sizes', () => {
    const config = residualSchema.parse({ inputSize: 75 });
    const shapes = shapesOf(residual(config, { channels: 3, labels: 2 }));
    expect(shapes.get('input')).toEqual([75, 75, 3]);
    expect(shapes.get('stage_3')).toEqual([10, 10, 96]);
  });

  it.each([
    [32, 3],
    [64, 3],
    [128, 3],
    [130, 4],
    [256, 4],
  ])(
    'gives an input of %i pixels %i stages, so that the last grid stays within 16 a side',
    (size, stages) => {
      expect(stagesFor(size)).toBe(stages);
      expect(size / 2 ** stages).toBeLessThanOrEqual(16.5);
    },
  );
});

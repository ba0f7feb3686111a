import { ndArray } from '@millwright/tensors';
import { gradCam } from './grad-cam.ts';

const tensor = (shape: number[], values: number[]) => ndArray('float32', shape, Float32Array.from(values));

describe('gradCam', () => {
  it('weighs each channel by its mean gradient, keeps what speaks for the score and divides by the largest', () => {
    // Two channels on 1 x 3 places. α = (mean of 1, 2, 3; mean of -1, -1, -1) = (2, -1).
    // Σ α A = (2·1 - 0, 2·2 - 1, 2·0 - 5) = (2, 3, -5) → relu (2, 3, 0) → / 3.
    const [map] = gradCam({
      activations: tensor([1, 1, 3, 2], [1, 0, 2, 1, 0, 5]),
      gradients: tensor([1, 1, 3, 2], [1, -1, 2, -1, 3, -1]),
    });
    expect(map).toHaveLength(1);
    [2 / 3, 1, 0].forEach((value, i) => expect(map[0][i]).toBeCloseTo(value, 12));
  });

  it('keeps examples apart and rows before columns', () => {
    const ones = Array.from({ length: 8 }, () => 1);
    const maps = gradCam({
      activations: tensor([2, 2, 2, 1], [0, 1, 2, 4, 3, 0, 0, 1]),
      gradients: tensor([2, 2, 2, 1], ones),
    });
    expect(maps[0]).toEqual([
      [0, 0.25],
      [0.5, 1],
    ]);
    expect(maps[1][0]).toEqual([1, 0]);
  });

  it('is all 0 where nothing speaks for the score', () => {
    const maps = gradCam({
      activations: tensor([1, 1, 2, 1], [1, 2]),
      gradients: tensor([1, 1, 2, 1], [-1, -1]),
    });
    expect(maps).toEqual([[[0, 0]]]);
  });

  it('refuses shapes that do not belong together', () => {
    const activations = tensor([1, 1, 2, 1], [1, 2]);
    expect(() => gradCam({ activations, gradients: tensor([1, 2, 1, 1], [1, 2]) })).toThrow(
      expect.objectContaining({ code: 'tensor.shape' }) as Error,
    );
  });
});

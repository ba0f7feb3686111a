import { collapsed, repeated, rowWalks, stridesOf } from './strides.ts';

describe('collapsed', () => {
  it('makes one axis of tensors that lie alike', () => {
    const strides = [stridesOf([4, 5, 6]), stridesOf([4, 5, 6])];
    expect(collapsed({ lengths: [4, 5, 6], strides })).toEqual({ lengths: [120], strides: [[1], [1]] });
  });

  it('keeps apart rows and a repeated row', () => {
    const shape = [4, 5, 6];
    const strides = [stridesOf(shape), repeated([6], shape)];
    expect(collapsed({ lengths: shape, strides })).toEqual({
      lengths: [20, 6],
      strides: [
        [6, 1],
        [0, 1],
      ],
    });
  });

  it('leaves out axes of length 1', () => {
    const strides = [stridesOf([1, 3, 1])];
    expect(collapsed({ lengths: [1, 3, 1], strides })).toEqual({ lengths: [3], strides: [[1]] });
  });
});

describe('rowWalks', () => {
  it('cover every value once, with more axes than the binary walks along', () => {
    const shape = [2, 3, 2, 3, 2, 3, 2];
    const turned = shape.map((_, axis) => stridesOf(shape)[shape.length - 1 - axis]);
    const lengths = [...shape].reverse();
    const seen = new Set<number>();
    for (const { rows, length, operands, outerLengths } of rowWalks({ lengths, strides: [turned] })) {
      const [{ begin, inner, outer }] = operands;
      for (let row = 0; row < rows; row++) {
        const [n2, n3, n4] = outerLengths;
        const at = [row / (n2 * n3 * n4), (row / (n3 * n4)) % n2, (row / n4) % n3, row % n4].map(Math.floor);
        const offset = at.reduce((sum, index, axis) => sum + index * outer[axis], begin / 4);
        for (let i = 0; i < length; i++) seen.add(offset + i * inner);
      }
    }
    expect(seen.size).toBe(432);
    expect(Math.max(...seen)).toBe(431);
  });
});

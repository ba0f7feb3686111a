import { AppError } from '@millwright/contracts';
import { expectShape, ndArray, sizeOf, takeRows } from './nd-array.ts';

const thrown = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  throw new Error('nothing was thrown');
};

describe('ndArray', () => {
  it('is zeros of its type where no data is given', () => {
    const array = ndArray('int32', [2, 3]);
    expect(array.shape).toEqual([2, 3]);
    expect([...array.data]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(array.data).toBeInstanceOf(Int32Array);
  });
  it('keeps the data it is given, without a copy', () => {
    const data = Float32Array.of(1, 2);
    expect(ndArray('float32', [1, 2], data).data).toBe(data);
  });
  it('refuses data of another length than its shape', () => {
    const error = thrown(() => ndArray('uint8', [2, 2], Uint8Array.of(1, 2, 3)));
    expect(error.code).toBe('tensor.shape');
    expect(error.params).toMatchObject({ expected: '[2, 2]', received: '3 values' });
  });
});

describe('sizeOf', () => {
  it('is the product of the dimensions, 1 for a scalar, 0 where one is empty', () => {
    expect([sizeOf([2, 3, 4]), sizeOf([]), sizeOf([5, 0])]).toEqual([24, 1, 0]);
  });
});

describe('expectShape', () => {
  it('accepts any length where the pattern is open', () => {
    expect(() => expectShape('pictures', [7, 28, 28, 1], [null, 28, 28, 1])).not.toThrow();
  });
  it('names the first dimension that differs', () => {
    const { code, params } = thrown(() => expectShape('pictures', [7, 28, 27, 3], [null, 28, 28, 1]));
    expect(code).toBe('tensor.shape');
    expect(params).toEqual({
      what: 'pictures',
      expected: '[?, 28, 28, 1]',
      received: '[7, 28, 27, 3]',
      dimension: 2,
    });
  });
  it('names the first dimension that is missing or too many', () => {
    expect(thrown(() => expectShape('x', [2], [2, 3])).params.dimension).toBe(1);
    expect(thrown(() => expectShape('x', [2, 3, 4], [2, 3])).params.dimension).toBe(2);
  });
});

describe('takeRows', () => {
  const array = ndArray('int32', [3, 2], Int32Array.of(0, 1, 10, 11, 20, 21));
  it('gives rows in the order asked for, one of them twice', () => {
    expect(takeRows(array, [2, 0, 2])).toEqual(ndArray('int32', [3, 2], Int32Array.of(20, 21, 0, 1, 20, 21)));
    expect(takeRows(array, Uint32Array.of()).shape).toEqual([0, 2]);
  });
  it.each([-1, 3, NaN])('refuses row %d', (row) => {
    expect(() => takeRows(array, [row])).toThrow(expect.objectContaining({ code: 'tensor.shape' }));
  });
});

import { fromHalf, toHalf } from './half.ts';

/** Values of IEEE 754-2019 binary16, written out by hand: sign, 5 bits of exponent (bias 15), 10 of fraction. */
const table = [
  ['one', 1, 0x3c00],
  ['minus two', -2, 0xc000],
  ['the largest', 65504, 0x7bff],
  ['the smallest normal', 2 ** -14, 0x0400],
  ['the smallest of all', 2 ** -24, 0x0001],
  ['the largest subnormal', 1023 * 2 ** -24, 0x03ff],
  ['minus nothing', -0, 0x8000],
  ['infinity', Infinity, 0x7c00],
  ['minus infinity', -Infinity, 0xfc00],
] as const;

describe('numbers of 16 bits', () => {
  it.each(table)('are known: %s', (_, value, bits) => {
    expect(Object.is(fromHalf(bits), value)).toBe(true);
    expect(toHalf(value)).toBe(bits);
  });

  it.each([
    ['a third to 0x3555', 1 / 3, 0x3555],
    ['a tenth to 0x2e66', 0.1, 0x2e66],
    ['a tie down to the even 2048', 2049, 0x6800],
    ['a tie up to the even 2052', 2051, 0x6802],
    ['what is over half a step above the largest to infinity', 65520, 0x7c00],
    ['what is less than that to the largest', 65519, 0x7bff],
    ['half of the smallest to nothing', 2 ** -25, 0x0000],
    ['a little more than that to the smallest', 2 ** -25 * 1.001, 0x0001],
    ['what is nearly one to one', 0.99999, 0x3c00],
  ])('round %s', (_, value, bits) => expect(toHalf(value)).toBe(bits));

  it('come back as they were, all 65536 of them', () => {
    const changed = Array.from({ length: 65536 }, (_, bits) => bits).filter((bits) =>
      Number.isNaN(fromHalf(bits)) ? !Number.isNaN(fromHalf(toHalf(NaN))) : toHalf(fromHalf(bits)) !== bits,
    );
    expect(changed).toEqual([]);
  });
});

import fc from 'fast-check';
import { ndArray, seeded, type Pixels, type Random } from '@millwright/tensors';
import { augment, augmentationSchema, type AugmentationForm } from '../index.ts';
import { rotate } from './augment.ts';

const picture = (height: number, width: number, channels: number, seed = 1): Pixels => {
  const random = seeded(seed);
  const data = Uint8Array.from({ length: height * width * channels }, () => random.integer(256));
  return ndArray('uint8', [height, width, channels], data);
};
const settings = (form: AugmentationForm) => augmentationSchema.parse(form);
/** A source that gives the listed uniform numbers, for a known fate. */
const scripted = (...values: number[]): Random => {
  const next = () => values.shift()!;
  return { ...seeded(0), next, integer: (below) => Math.floor(next() * below) };
};
const varied = (pixels: Pixels, form: AugmentationForm, ...values: number[]) => [
  ...augment(pixels, settings(form), scripted(...values)).data,
];
const square = ndArray('uint8', [2, 2, 1], Uint8Array.from([1, 2, 3, 4]));

describe('augment', () => {
  it('leaves pictures alone where nothing is asked for', () => {
    const before = picture(5, 4, 3);
    const after = augment(before, settings({}), seeded(7));
    expect(after).toEqual(before);
    expect(after.data).not.toBe(before.data);
  });
  it('mirrors, and turns counter-clockwise by quarters', () => {
    expect(varied(square, { flipHorizontal: true }, 0.4)).toEqual([2, 1, 4, 3]);
    expect(varied(square, { flipHorizontal: true }, 0.6)).toEqual([1, 2, 3, 4]);
    expect(varied(square, { flipVertical: true }, 0.4)).toEqual([3, 4, 1, 2]);
    expect(varied(square, { quarterTurns: true }, 0.25)).toEqual([2, 4, 1, 3]);
    expect(varied(square, { quarterTurns: true }, 0.5)).toEqual([4, 3, 2, 1]);
    expect(varied(square, { quarterTurns: true }, 0.75)).toEqual([3, 1, 4, 2]);
  });
  it('turns a picture of unequal sides by 0 or 180 degrees only', () => {
    const wide = ndArray('uint8', [1, 3, 1], Uint8Array.from([1, 2, 3]));
    expect(varied(wide, { quarterTurns: true }, 0.2)).toEqual([1, 2, 3]);
    expect(varied(wide, { quarterTurns: true }, 0.7)).toEqual([3, 2, 1]);
  });
  it('fills what a shift lays bare by reflection or with the edge', () => {
    const row = ndArray('uint8', [1, 4, 1], Uint8Array.from([1, 2, 3, 4]));
    // 1 - 2·0 = the largest shift to the right, 2 of 4 pixels; the height of 1 stays in place
    expect(varied(row, { shift: 0.5 }, 1, 0.5)).toEqual([2, 1, 1, 2]);
    expect(varied(row, { shift: 0.5, fill: 'edge' }, 1, 0.5)).toEqual([1, 1, 1, 2]);
    expect(varied(row, { shift: 0.5, fill: 'edge' }, 0, 0.5)).toEqual([3, 4, 4, 4]);
  });
  it('rotates a quarter turn into the same pixels as the exact turn', () => {
    const before = picture(6, 6, 1);
    const turned = augment(before, settings({ quarterTurns: true }), scripted(0.25));
    expect(rotate(before, Math.PI / 2, 'edge').data).toEqual(turned.data);
  });
  it('changes brightness by levels and contrast about the middle, clipped', () => {
    const row = ndArray('uint8', [1, 3, 1], Uint8Array.from([0, 127, 250]));
    expect(varied(row, { brightness: 20 }, 1)).toEqual([20, 147, 255]);
    // factor 1.2: 127.5 + 1.2 · (127 - 127.5) = 126.9, 250 → 274.5, 0 → -25.5
    expect(varied(row, { contrast: 0.2 }, 1)).toEqual([0, 127, 255]);
  });

  const forms = fc.record({
    flipHorizontal: fc.boolean(),
    flipVertical: fc.boolean(),
    quarterTurns: fc.boolean(),
    shift: fc.double({ min: 0, max: 0.5, noNaN: true }),
    rotate: fc.double({ min: 0, max: 45, noNaN: true }),
    brightness: fc.double({ min: 0, max: 128, noNaN: true }),
    contrast: fc.double({ min: 0, max: 0.9, noNaN: true }),
    fill: fc.constantFrom('reflect' as const, 'edge' as const),
  });
  it('holds for any settings: same seed, same picture; shape kept; the original untouched', () => {
    fc.assert(
      fc.property(
        forms,
        fc.integer({ min: 0 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(1, 3),
        (form, seed, side, c) => {
          const before = picture(side, side + 1, c, seed);
          const copy = Uint8Array.from(before.data);
          const [first, second] = [0, 1].map(() => augment(before, settings(form), seeded(seed)));
          expect(first).toEqual(second);
          expect(first.shape).toEqual(before.shape);
          expect(before.data).toEqual(copy);
        },
      ),
    );
  });
  it('holds for flips and turns: no level is lost or made', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 }), fc.integer({ min: 1, max: 8 }), (seed, side) => {
        const before = picture(side, side, 1, seed);
        const all = settings({ flipHorizontal: true, flipVertical: true, quarterTurns: true });
        expect(augment(before, all, seeded(seed)).data.toSorted()).toEqual(before.data.toSorted());
      }),
    );
  });
  it('varies at least 5,000 pictures of 64 x 64 a second by flips, turns and shifts on a busy machine', () => {
    const before = picture(64, 64, 1);
    const all = settings({ flipHorizontal: true, flipVertical: true, quarterTurns: true, shift: 0.1 });
    const random = seeded(1);
    const seconds = Math.min(
      ...[1, 2, 3, 4].map(() => {
        const start = performance.now();
        for (let i = 0; i < 500; i++) augment(before, all, random);
        return (performance.now() - start) / 1000;
      }),
    );
    expect(500 / seconds).toBeGreaterThan(5000);
  });
});

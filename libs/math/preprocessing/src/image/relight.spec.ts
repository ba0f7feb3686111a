import { ndArray, seeded, type Pixels } from '@millwright/tensors';
import { relight } from './levels.ts';
import { imagePipeline } from './pipeline.ts';

const grey = (...levels: number[]): Pixels =>
  ndArray('uint8', [1, levels.length, 1], Uint8Array.from(levels));
const usual = { mean: 128, spread: 48, most: 6 };

describe('relight', () => {
  it('gives levels the wished mean and spread', () => {
    // Mean 50, deviation 10: (40 - 50) · 4.8 + 128 = 80 and 176.
    expect([...relight(grey(40, 60), usual).data]).toEqual([80, 176]);
  });

  it('gives the same picture however it was lit', () => {
    const random = seeded(3);
    const scene = Array.from({ length: 400 }, () => 20 * random.normal());
    const [dark, bright] = [
      grey(...scene.map((x) => Math.round(70 + 0.6 * x))),
      grey(...scene.map((x) => Math.round(150 + 1.2 * x))),
    ];
    const differences = relight(dark, usual).data.map((level, i) =>
      Math.abs(level - relight(bright, usual).data[i]),
    );
    // Whole levels of the dark picture are a stretch of 48 / 12 = 4 apart.
    expect(Math.max(...differences)).toBeLessThanOrEqual(4);
  });

  it('stretches a flat picture only so far, and one of a single level not at all', () => {
    expect([...relight(grey(99, 101), usual).data]).toEqual([122, 134]);
    expect([...relight(grey(7, 7, 7), usual).data]).toEqual([128, 128, 128]);
  });

  it('clips what goes beyond black and white', () => {
    // One bright pixel of 100: mean 2.55, deviation 25.4; (255 - 2.55) · 1.89 + 128 is over 255.
    const levels = relight(grey(255, ...Array.from({ length: 99 }, () => 0)), usual).data;
    expect(levels[0]).toBe(255);
    expect(levels[1]).toBe(123);
  });

  it('moves the channels of a colour picture together and is a step of a pipeline', () => {
    const colour = ndArray('uint8', [1, 2, 3], Uint8Array.from([40, 60, 40, 60, 40, 60]));
    const pipeline = imagePipeline([{ op: 'relight' }]);
    expect([...pipeline.toPixels(colour).data]).toEqual([80, 176, 80, 176, 80, 176]);
    expect(pipeline.toJSON()).toEqual([{ op: 'relight', ...usual }]);
  });
});

import { ndArray, type Pixels } from '@millwright/tensors';
import { AppError } from '@millwright/contracts';
import {
  fitNormalise,
  imagePipeline,
  imagePipelineFrom,
  normaliseFitter,
  type ImageStepForm,
} from '../index.ts';

const grey = (height: number, width: number, levels: number[]): Pixels =>
  ndArray('uint8', [height, width, 1], Uint8Array.from(levels));
const colour = (levels: number[]): Pixels =>
  ndArray('uint8', [1, levels.length / 3, 3], Uint8Array.from(levels));
const levels = (pixels: Pixels): number[] => [...pixels.data];

function codeOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('expected an AppError');
}

describe('an image pipeline', () => {
  it('turns pure red, green, blue and white into their BT.601 luma', () => {
    // 0.299 · 255 = 76.2, 0.587 · 255 = 149.7, 0.114 · 255 = 29.07
    const picture = colour([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
    expect(levels(imagePipeline([{ op: 'grey' }]).toPixels(picture))).toEqual([76, 150, 29, 255]);
  });
  it('clips contrast to 0..255 and rounds halves to even', () => {
    const step: ImageStepForm = { op: 'contrast', factor: 1.5, brightness: -50 };
    // 1.5 · 34 - 50 = 1; 35 → 2.5 → 2; 37 → 5.5 → 6; 20 → -20 → 0; 255 → 332.5 → 255
    expect(levels(imagePipeline([step]).toPixels(grey(1, 5, [34, 35, 37, 20, 255])))).toEqual([
      1, 2, 6, 0, 255,
    ]);
  });
  it('crops a box, in the middle where no corner is named', () => {
    const picture = grey(3, 4, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const box = { op: 'crop', height: 1, width: 2 } as const;
    expect(levels(imagePipeline([box]).toPixels(picture))).toEqual([5, 6]);
    expect(levels(imagePipeline([{ ...box, top: 2, left: 0 }]).toPixels(picture))).toEqual([8, 9]);
  });
  it('refuses a crop that does not fit, naming the dimension', () => {
    const wide = imagePipeline([{ op: 'crop', height: 2, width: 9 }]);
    const error = codeOf(() => wide.toPixels(grey(3, 4, new Array<number>(12).fill(0))));
    expect(error.code).toBe('tensor.shape');
    expect(error.params.dimension).toBe(1);
  });
  it('averages whole blocks when it shrinks by area', () => {
    const picture = grey(2, 4, [0, 10, 100, 200, 20, 30, 200, 100]);
    const half = imagePipeline([{ op: 'resize', height: 1, width: 2, method: 'area' }]);
    expect(levels(half.toPixels(picture))).toEqual([15, 150]);
  });
  it('keeps a flat picture flat at every size', () => {
    for (const method of ['cubic', 'area'] as const)
      for (const [height, width] of [
        [1, 1],
        [3, 5],
        [16, 9],
        [40, 40],
      ]) {
        const flat = ndArray('uint8', [11, 13, 3], new Uint8Array(11 * 13 * 3).fill(77));
        const resized = imagePipeline([{ op: 'resize', height, width, method }]).toPixels(flat);
        expect(resized.shape).toEqual([height, width, 3]);
        expect(new Set(resized.data)).toEqual(new Set([77]));
      }
  });
  it('interpolates the midpoint with the cubic weights of a = -0.75', () => {
    // At x = 0.5 the four weights are -0.09375, 0.59375, 0.59375, -0.09375; twice the width puts 128 at x = 0.75 and 0.25.
    const step: ImageStepForm = { op: 'resize', height: 1, width: 8 };
    const doubled = levels(imagePipeline([step]).toPixels(grey(1, 4, [0, 0, 128, 128])));
    // w(0.25) = [-0.10546875, 0.87890625, 0.26171875, -0.03515625] for the taps [0, 0, 128, 128] → 29
    expect(doubled[3]).toBe(29);
    expect(doubled[4]).toBe(99); // its mirror, 128 - 29
  });
  it('writes scaled and normalised values into a batch at an offset', () => {
    const steps: ImageStepForm[] = [
      { op: 'scale', by: 1 / 255 },
      { op: 'normalise', mean: [0.5, 0, 0.2], std: [0.5, 1, 0.1] },
    ];
    const batch = new Float32Array(9);
    const tensor = imagePipeline(steps).toTensor(colour([255, 51, 51]), batch, 3);
    expect(tensor.shape).toEqual([1, 1, 3]);
    expect([...batch].map((value) => Math.round(value * 1e5) / 1e5)).toEqual([0, 0, 0, 1, 0.2, 0, 0, 0, 0]);
  });
  it('refuses per-channel values for a picture of other channels', () => {
    const three = imagePipeline([{ op: 'normalise', mean: [1, 2, 3], std: [1, 1, 1] }]);
    expect(codeOf(() => three.toTensor(grey(1, 1, [0]))).code).toBe('tensor.shape');
  });
  it('is replayed alike from its JSON', () => {
    const first = imagePipeline([
      { op: 'grey' },
      { op: 'contrast', factor: 1.5, brightness: -50 },
      { op: 'resize', height: 2, width: 2 },
      { op: 'scale', by: 1 / 255 },
    ]);
    const second = imagePipelineFrom(JSON.parse(JSON.stringify(first)));
    const picture = ndArray(
      'uint8',
      [5, 7, 3],
      Uint8Array.from({ length: 105 }, (_, i) => (i * 37) % 256),
    );
    expect(second.steps).toEqual(first.steps);
    expect(second.toTensor(second.toPixels(picture))).toEqual(first.toTensor(first.toPixels(picture)));
  });
  it.each([
    [[{ op: 'blur' }], 'steps.0.op'],
    [[{ op: 'grey' }, { op: 'resize', height: 0, width: 4 }], 'steps.1.height'],
    [[{ op: 'scale', by: 2 }, { op: 'grey' }], 'steps.1'],
    [[{ op: 'normalise', mean: [1, 2, 3], std: [1] }], 'steps.0.std'],
    [[{ op: 'contrast', factor: 1, brightnes: 3 }], 'steps.0'],
    ['grey', 'steps'],
  ])('refuses %j, naming %s', (json, setting) => {
    const error = codeOf(() => imagePipelineFrom(json));
    expect(error.code).toBe('settings.invalid');
    expect(error.params.setting).toBe(setting);
  });
});

describe('fitNormalise', () => {
  it('finds mean and spread per channel over all pictures', () => {
    const step = fitNormalise([colour([0, 10, 5]), colour([4, 20, 5]), colour([8, 30, 5])]);
    expect(step.mean).toEqual([4, 20, 5]);
    expect(step.std[0]).toBeCloseTo(Math.sqrt(32 / 3), 12);
    expect(step.std[1]).toBeCloseTo(Math.sqrt(200 / 3), 12);
    expect(step.std[2]).toBe(1); // nothing varies: values only lose their mean
  });
  it('speaks in the units of a scale step before it', () => {
    const [plain, scaled] = [{}, { scaledBy: 1 / 255 }].map((options) =>
      fitNormalise([grey(1, 2, [51, 153])], options),
    );
    expect(scaled.mean[0]).toBeCloseTo(plain.mean[0] / 255, 12);
    expect(scaled.std[0]).toBeCloseTo(plain.std[0] / 255, 12);
  });
  it('refuses to guess without a picture, and a picture of other channels', () => {
    expect(codeOf(() => fitNormalise([])).code).toBe('dataset.empty');
    const fitter = normaliseFitter();
    fitter.add(grey(1, 1, [3]));
    expect(codeOf(() => fitter.add(colour([1, 2, 3]))).code).toBe('tensor.shape');
  });
});

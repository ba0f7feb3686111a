import { AppError } from '@millwright/contracts';
import type { Pixels } from '@millwright/tensors';
import { pictureShape } from './levels.ts';
import type { NormaliseStep } from './steps.ts';

/** Gathers the levels of pictures one by one; a histogram per channel holds all that mean and spread need. */
export interface NormaliseFitter {
  add(pixels: Pixels): void;
  /**
   * Mean and standard deviation (of all pixels, n in the denominator) per channel; 1 stands for a spread of 0.
   *
   * @throws AppError `dataset.empty` before the first picture
   */
  step(): NormaliseStep;
}

/**
 * A fitter of `normalise`. Give it training pictures only, after `toPixels`.
 *
 * @param scaledBy - the factor of a `scale` step that stands before `normalise`; 1 where there is none
 */
export function normaliseFitter({ scaledBy = 1 }: { scaledBy?: number } = {}): NormaliseFitter {
  let counts: Float64Array[] = [];
  return {
    add(pixels) {
      const { channels } = pictureShape(pixels);
      if (counts.length === 0) counts = Array.from({ length: channels }, () => new Float64Array(256));
      if (counts.length !== channels)
        throw new AppError('tensor.shape', {
          what: 'picture',
          expected: `[H, W, ${counts.length}]`,
          received: `[${pixels.shape.join(', ')}]`,
          dimension: 2,
        });
      const { data } = pixels;
      for (let channel = 0; channel < channels; channel++) {
        const count = counts[channel];
        for (let i = channel; i < data.length; i += channels) count[data[i]]++;
      }
    },
    step() {
      if (counts.length === 0) throw new AppError('dataset.empty', { file: 'training part' });
      const moments = counts.map((count) => {
        const total = count.reduce((sum, n) => sum + n, 0);
        const mean = count.reduce((sum, n, level) => sum + n * level, 0) / total;
        const variance = count.reduce((sum, n, level) => sum + n * (level - mean) ** 2, 0) / total;
        return { mean: mean * scaledBy, std: Math.sqrt(variance) * Math.abs(scaledBy) || 1 };
      });
      return { op: 'normalise', mean: moments.map((m) => m.mean), std: moments.map((m) => m.std) };
    },
  };
}

/** The `normalise` step of training pictures; see {@link normaliseFitter} for pictures that arrive one by one. */
export function fitNormalise(pictures: Iterable<Pixels>, options: { scaledBy?: number } = {}): NormaliseStep {
  const fitter = normaliseFitter(options);
  for (const picture of pictures) fitter.add(picture);
  return fitter.step();
}

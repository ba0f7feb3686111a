import { AppError } from '@millwright/contracts';
import { ndArray, type NdArray, type Pixels } from '@millwright/tensors';
import { contrastLevels, crop, mapLevels, pictureShape, toColour, toGrey, relight } from './levels.ts';
import { resize } from './resize.ts';
import {
  imageStepsSchema,
  isPixelStep,
  type ImageStep,
  type ImageStepForm,
  type NumberStep,
  type PixelStep,
} from './steps.ts';

/** Steps that turn a decoded picture into what a network reads; kept as data beside the weights. */
export interface ImagePipeline {
  readonly steps: readonly ImageStep[];
  /** All steps before `scale` and `normalise`; the picture stays uint8 `[H, W, C]`, so that it can still be augmented. */
  toPixels(pixels: Pixels): Pixels;
  /**
   * `scale` and `normalise` on what `toPixels` gave: float32 `[H, W, C]`, written to `into` from `offset` on where a
   * batch is filled. Without such steps the levels themselves, 0..255.
   */
  toTensor(prepared: Pixels, into?: Float32Array, offset?: number): NdArray<'float32'>;
  toJSON(): ImageStep[];
}

function applyPixelStep(step: PixelStep, pixels: Pixels): Pixels {
  switch (step.op) {
    case 'grey':
      return toGrey(pixels);
    case 'colour':
      return toColour(pixels);
    case 'contrast':
      return mapLevels(pixels, contrastLevels(step.factor, step.brightness));
    case 'relight':
      return relight(pixels, step);
    case 'crop':
      return crop(pixels, step);
    case 'resize':
      return resize(pixels, step);
  }
}

/** What level `level` of channel `channel` becomes: all number steps in one table of 256 per channel. */
function numberTables(steps: readonly NumberStep[]): Float32Array[] {
  const at = (values: readonly number[], channel: number) => values[values.length === 1 ? 0 : channel];
  return [0, 1, 2].map((channel) =>
    Float32Array.from({ length: 256 }, (_, level) =>
      steps.reduce(
        (value, step) =>
          step.op === 'scale' ? value * step.by : (value - at(step.mean, channel)) / at(step.std, channel),
        level,
      ),
    ),
  );
}

/** Channels that the number steps speak of; null where they suit any. */
const channelsOf = (steps: readonly NumberStep[]): number | null =>
  steps.reduce<number | null>(
    (found, step) => (step.op === 'normalise' && step.mean.length > 1 ? step.mean.length : found),
    null,
  );

const refuse = (setting: string, expected: string, received: string): AppError =>
  new AppError('settings.invalid', { setting, expected, received });

function checkOrder(steps: readonly ImageStep[]): void {
  let numbers = false;
  steps.forEach((step, i) => {
    if (numbers && isPixelStep(step))
      throw refuse(`steps.${i}`, 'scale and normalise to come last', `${step.op} after them`);
    numbers ||= !isPixelStep(step);
    if (step.op === 'normalise' && step.mean.length !== step.std.length)
      throw refuse(`steps.${i}.std`, `${step.mean.length} values, as in mean`, `${step.std.length}`);
  });
}

/**
 * A pipeline of the given steps.
 *
 * @throws AppError `settings.invalid` naming the step and field that cannot be
 */
export function imagePipeline(forms: readonly ImageStepForm[]): ImagePipeline {
  return imagePipelineFrom(forms);
}

/**
 * The pipeline that `toJSON` wrote, checked anew.
 *
 * @throws AppError `settings.invalid` naming the step and field that cannot be
 */
export function imagePipelineFrom(json: unknown): ImagePipeline {
  const parsed = imageStepsSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(['steps', ...issue.path].join('.'), issue.message, 'another value');
  }
  const steps = parsed.data;
  checkOrder(steps);
  const pixelSteps = steps.filter(isPixelStep);
  const numberSteps = steps.filter((step): step is NumberStep => !isPixelStep(step));
  const tables = numberTables(numberSteps);
  const channels = channelsOf(numberSteps);
  return {
    steps,
    toPixels: (pixels) => pixelSteps.reduce((picture, step) => applyPixelStep(step, picture), pixels),
    toTensor(prepared, into, offset = 0) {
      const shape = pictureShape(prepared);
      if (channels !== null && channels !== shape.channels)
        throw new AppError('tensor.shape', {
          what: 'picture to normalise',
          expected: `[H, W, ${channels}]`,
          received: `[${prepared.shape.join(', ')}]`,
          dimension: 2,
        });
      const { data } = prepared;
      const values = into ? into.subarray(offset, offset + data.length) : new Float32Array(data.length);
      const tensor = ndArray('float32', prepared.shape, values);
      for (let channel = 0; channel < shape.channels; channel++) {
        const table = tables[channel];
        for (let i = channel; i < data.length; i += shape.channels) values[i] = table[data[i]];
      }
      return tensor;
    },
    toJSON: () => structuredClone(steps),
  };
}

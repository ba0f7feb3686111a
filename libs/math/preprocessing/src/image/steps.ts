import { z } from 'zod';

/** Side of a picture in pixels; the upper end keeps a wrong number from asking for all memory. */
const side = z.int().min(1).max(16384);
const channelValues = z.array(z.number()).min(1).max(3);

/** `[H, W, 3]` → `[H, W, 1]`: Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), rounded as OpenCV's `cvtColor` does. */
export const greyStepSchema = z.strictObject({ op: z.literal('grey') });

/** `[H, W, 1]` → `[H, W, 3]`: the grey level three times; colour pictures stay as they are. */
export const colourStepSchema = z.strictObject({ op: z.literal('colour') });

/** level × factor + brightness, rounded half to even and clipped to 0..255. `brightness` in grey levels. */
export const contrastStepSchema = z.strictObject({
  op: z.literal('contrast'),
  factor: z.number().min(0).max(100).default(1),
  brightness: z.number().min(-255).max(255).default(0),
});

/**
 * Every picture to the same light: its levels are shifted and stretched so that their mean is `mean` and their spread
 * (standard deviation over all pixels and channels) `spread`, clipped to 0..255. A flat picture is stretched `most` times
 * at most, so that noise stays noise. What a picture shows does not change; how it was lit and exposed no longer counts.
 */
export const relightStepSchema = z.strictObject({
  op: z.literal('relight'),
  mean: z.number().min(1).max(254).default(128),
  spread: z.number().min(1).max(127).default(48),
  most: z.number().min(1).max(100).default(6),
});

/** A box of `height` × `width` pixels at (`top`, `left`), in the middle where these are absent. */
export const cropStepSchema = z.strictObject({
  op: z.literal('crop'),
  height: side,
  width: side,
  top: z.int().nonnegative().optional(),
  left: z.int().nonnegative().optional(),
});

export const resizeMethods = ['cubic', 'area'] as const;

/**
 * To `height` × `width` pixels. `cubic` is OpenCV's INTER_CUBIC (a = -0.75, no antialiasing). `area` averages what each
 * new pixel covers (OpenCV's INTER_AREA), which keeps fine defects visible when a picture shrinks a lot; a side
 * that grows is done by `cubic`.
 */
export const resizeStepSchema = z.strictObject({
  op: z.literal('resize'),
  height: side,
  width: side,
  method: z.enum(resizeMethods).default('cubic'),
});

/** level × by, as float32. */
export const scaleStepSchema = z.strictObject({ op: z.literal('scale'), by: z.number() });

/** (value - mean) / std, one pair for all channels or one per channel, in the units that the step before it gives. */
export const normaliseStepSchema = z.strictObject({
  op: z.literal('normalise'),
  mean: channelValues,
  std: z.array(z.number().positive()).min(1).max(3),
});

/** One step of an image pipeline, as data. */
export const imageStepSchema = z.discriminatedUnion('op', [
  greyStepSchema,
  colourStepSchema,
  contrastStepSchema,
  relightStepSchema,
  cropStepSchema,
  resizeStepSchema,
  scaleStepSchema,
  normaliseStepSchema,
]);
export const imageStepsSchema = z.array(imageStepSchema).max(32);

/** A step with its defaults filled in. */
export type ImageStep = z.output<typeof imageStepSchema>;
/** A step as it is written down: what has a default may be left out. */
export type ImageStepForm = z.input<typeof imageStepSchema>;
export type PixelStep = Exclude<ImageStep, { op: 'scale' | 'normalise' }>;
export type NumberStep = Extract<ImageStep, { op: 'scale' | 'normalise' }>;
export type NormaliseStep = Extract<ImageStep, { op: 'normalise' }>;
export type ResizeMethod = (typeof resizeMethods)[number];

/** Whether a step keeps grey levels as they are stored (uint8), rather than turning them into numbers (float32). */
export const isPixelStep = (step: ImageStep): step is PixelStep =>
  step.op !== 'scale' && step.op !== 'normalise';

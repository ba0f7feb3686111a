import { z } from 'zod';
import { ndArray, type Pixels, type Random } from '@millwright/tensors';
import { contrastLevels, mapLevels, pictureShape } from './levels.ts';

/** How training pictures are varied, as data; `{}` leaves them as they are. Never used on validation or test pictures. */
export const augmentationSchema = z.strictObject({
  /** Mirror left and right in half of the cases. */
  flipHorizontal: z.boolean().default(false),
  /** Mirror top and bottom in half of the cases. */
  flipVertical: z.boolean().default(false),
  /** Turn by a random multiple of 90 degrees; by 0 or 180 where height and width differ. */
  quarterTurns: z.boolean().default(false),
  /** Largest shift along each side, as a share of the side. */
  shift: z.number().min(0).max(0.5).default(0),
  /** Largest rotation to either side [degrees], bilinear. */
  rotate: z.number().min(0).max(45).default(0),
  /** Largest change of brightness [grey levels]. */
  brightness: z.number().min(0).max(128).default(0),
  /** Largest relative change of contrast around the middle level; 0.2 means factors 0.8 to 1.2. */
  contrast: z.number().min(0).max(0.9).default(0),
  /** What fills the edge that a shift or rotation lays bare: the picture mirrored at its border, or its last pixel. */
  fill: z.enum(['reflect', 'edge']).default('reflect'),
});
export type Augmentation = z.output<typeof augmentationSchema>;
export type AugmentationForm = z.input<typeof augmentationSchema>;
type Fill = Augmentation['fill'];

/** A place outside 0..size-1 brought back inside. `reflect` repeats the border pixel: … 1 0 | 0 1 2 … */
function inside(place: number, size: number, fill: Fill): number {
  if (place >= 0 && place < size) return place;
  if (fill === 'edge') return place < 0 ? 0 : size - 1;
  const period = 2 * size;
  const wrapped = ((place % period) + period) % period;
  return wrapped < size ? wrapped : period - 1 - wrapped;
}

/** Where the pixels of one axis come from: mirrored or not, shifted, in steps of `stride` values. */
function sources(
  size: number,
  { mirror, shift, stride, fill }: { mirror: boolean; shift: number; stride: number; fill: Fill },
): Int32Array {
  const table = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const place = inside(i - shift, size, fill);
    table[i] = (mirror ? size - 1 - place : place) * stride;
  }
  return table;
}

interface Placement {
  readonly mirrorX: boolean;
  readonly mirrorY: boolean;
  readonly transposed: boolean;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** Flips, quarter turns and shifts are one gather: new pixel (y, x) is old pixel row[y] + column[x]. */
function place(pixels: Pixels, at: Placement, fill: Fill): Pixels {
  const { height, width, channels } = pictureShape(pixels);
  const [down, right] = [width * channels, channels];
  const rows = sources(height, {
    mirror: at.mirrorY,
    shift: at.shiftY,
    stride: at.transposed ? right : down,
    fill,
  });
  const columns = sources(width, {
    mirror: at.mirrorX,
    shift: at.shiftX,
    stride: at.transposed ? down : right,
    fill,
  });
  const { data } = pixels;
  const placed = new Uint8Array(data.length);
  for (let y = 0, to = 0; y < height; y++) {
    const row = rows[y];
    if (channels === 1) for (let x = 0; x < width; x++) placed[to++] = data[row + columns[x]];
    else
      for (let x = 0; x < width; x++) {
        const from = row + columns[x];
        placed[to++] = data[from];
        placed[to++] = data[from + 1];
        placed[to++] = data[from + 2];
      }
  }
  return ndArray('uint8', pixels.shape, placed);
}

/** Turned about its middle, counter-clockwise for positive angles [radians], bilinear. */
export function rotate(pixels: Pixels, angle: number, fill: Fill): Pixels {
  const { height, width, channels } = pictureShape(pixels);
  const { data } = pixels;
  const turned = new Uint8Array(data.length);
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sourceX = cos * (x - middleX) - sin * (y - middleY) + middleX;
      const sourceY = sin * (x - middleX) + cos * (y - middleY) + middleY;
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [partX, partY] = [sourceX - left, sourceY - top];
      const x0 = inside(left, width, fill) * channels;
      const x1 = inside(left + 1, width, fill) * channels;
      const y0 = inside(top, height, fill) * width * channels;
      const y1 = inside(top + 1, height, fill) * width * channels;
      for (let c = 0; c < channels; c++) {
        const upper = data[y0 + x0 + c] + partX * (data[y0 + x1 + c] - data[y0 + x0 + c]);
        const lower = data[y1 + x0 + c] + partX * (data[y1 + x1 + c] - data[y1 + x0 + c]);
        turned[to++] = upper + partY * (lower - upper) + 0.5;
      }
    }
  return ndArray('uint8', pixels.shape, turned);
}

/**
 * A variation of a training picture, `[H, W, C]` → `[H, W, C]`. Equal settings and random state give equal pictures; the
 * picture given is left alone.
 */
export function augment(pixels: Pixels, settings: Augmentation, random: Random): Pixels {
  const { height, width } = pictureShape(pixels);
  const spread = (largest: number) => (2 * random.next() - 1) * largest;
  const turns = !settings.quarterTurns ? 0 : height === width ? random.integer(4) : 2 * random.integer(2);
  const half = turns >= 2;
  const transposed = turns % 2 === 1;
  const flipX = settings.flipHorizontal && random.next() < 0.5;
  const flipY = settings.flipVertical && random.next() < 0.5;
  const at: Placement = {
    // A quarter turn is a transposition and one mirror, half a turn is both mirrors.
    mirrorX: flipX !== half,
    mirrorY: flipY !== (half !== transposed),
    transposed,
    shiftX: settings.shift > 0 ? Math.round(spread(settings.shift * width)) : 0,
    shiftY: settings.shift > 0 ? Math.round(spread(settings.shift * height)) : 0,
  };
  const angle = settings.rotate > 0 ? (spread(settings.rotate) * Math.PI) / 180 : 0;
  const factor = 1 + (settings.contrast > 0 ? spread(settings.contrast) : 0);
  const brightness = settings.brightness > 0 ? spread(settings.brightness) : 0;
  let varied = place(pixels, at, settings.fill);
  if (angle !== 0) varied = rotate(varied, angle, settings.fill);
  if (factor !== 1 || brightness !== 0)
    varied = mapLevels(varied, contrastLevels(factor, brightness + 127.5 * (1 - factor)));
  return varied;
}

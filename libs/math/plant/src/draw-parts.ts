import { AppError } from '@millwright/contracts';
import { seeded, type Pixels, type Random } from '@millwright/tensors';
import { defectKinds, drawnDefect, inkDepth, type DefectKind } from './defects.ts';
import { develop } from './field.ts';
import { drawnPart, pixelOf, placeOf } from './part.ts';
import { ink, rightImprint } from './print.ts';

const { hypot, round } = Math;

export const partLabels = ['good', ...defectKinds] as const;
export type PartLabel = (typeof partLabels)[number];

/** A circle of the picture [pixels], outside which a defect changes nothing. */
export interface Region {
  readonly row: number;
  readonly column: number;
  readonly radius: number;
}

export interface PlantPart {
  /** `part-00001` and so on, in the order of drawing. */
  readonly name: string;
  readonly label: PartLabel;
  /** Grey photograph `[size, size, 1]`. */
  readonly image: Pixels;
  /** 0 (plain to see) to 1 (hardly visible); 0 for good parts. */
  readonly difficulty: number;
  /** Where the defect is; null for good parts. */
  readonly region: Region | null;
}

export interface PartWish {
  readonly seed: number;
  readonly label: PartLabel;
  /** 0..1, default 0. */
  readonly difficulty?: number;
  /** Side of the picture [pixels], 32..512, default 96. */
  readonly size?: number;
}

/** Strength of a defect: full at difficulty 0, a fifth at difficulty 1, falling evenly. */
export const strengthOf = (difficulty: number): number => 1 - 0.8 * difficulty;

function expectRange(setting: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high))
    throw new AppError('settings.invalid', {
      setting,
      expected: `${low} to ${high}`,
      received: String(value),
    });
}

/** Slow fall of the lamp's light over the picture, in the direction it comes from. */
function lamp(random: Random, size: number): (row: number, column: number) => number {
  const right = (random.next() - 0.7) * 0.28;
  const down = (random.next() - 0.7) * 0.28;
  return (row, column) => 1 + right * (column / size - 0.5) + down * (row / size - 0.5);
}

/**
 * One photograph of a turned flange from above: grooved face, bore, six bolt holes and a printed code, on cloth.
 * The part, its pose, its light and the noise depend on the seed alone, so that the same seed with the label
 * `good` is the same photograph without the defect, and another difficulty changes only how plain it is.
 *
 * @throws AppError `settings.invalid` where size or difficulty leave their ranges
 */
export function drawPart({ seed, label, difficulty = 0, size = 96 }: PartWish): Omit<PlantPart, 'name'> {
  expectRange('size', size, 32, 512);
  expectRange('difficulty', difficulty, 0, 1);
  const random = seeded(seed);
  const part = drawnPart(random.fork('part'), size);
  const light = lamp(random.fork('lamp'), size);
  const grain = random.fork('grain');
  const defect = label === 'good' ? null : drawnDefect(label, random.fork(label));
  const strength = strengthOf(difficulty);
  const pixel = 1 / part.radius;
  const brightness = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const place = placeOf(part, row, column);
      const metal = part.metal(place);
      let value = part.shade(place);
      if (metal > 0) {
        value -= metal * inkDepth * ink(place, rightImprint);
        if (defect && hypot(place.x - defect.centre.x, place.y - defect.centre.y) < defect.radius)
          value += metal * strength * defect.change(place, pixel);
      }
      brightness[row * size + column] = value * part.gain * light(row, column) + 0.018 * grain.normal();
    }
  const region = defect && { ...pixelOf(part, defect.centre), radius: defect.radius * part.radius + 1 };
  return { label, image: develop(brightness, size), difficulty: defect ? difficulty : 0, region };
}

export interface PlantWish {
  readonly count: number;
  readonly seed: number;
  readonly size?: number;
  /** Share of parts with a defect, default 0.6; the kinds take turns. */
  readonly defectShare?: number;
  readonly kinds?: readonly DefectKind[];
  /** Range the difficulty of each defect is drawn from evenly, default 0 to 1. */
  readonly difficulty?: readonly [number, number];
}

/**
 * Photographs of parts as they come down the line, good and bad in a random order, drawn as they are asked for.
 * Equal wishes give equal bytes.
 *
 * @throws AppError `settings.invalid` where a value leaves its range
 */
export function* drawParts(wish: PlantWish): Iterable<PlantPart> {
  const { count, seed, size, defectShare = 0.6, kinds = defectKinds, difficulty = [0, 1] } = wish;
  expectRange('count', count, 0, 1_000_000);
  expectRange('defectShare', defectShare, 0, 1);
  const random = seeded(seed).fork('plant');
  const bad = round(count * defectShare);
  const labels = random.shuffle(
    Array.from({ length: count }, (_, i): PartLabel => (i < bad ? kinds[i % kinds.length] : 'good')),
  );
  for (const [index, label] of labels.entries()) {
    const [low, high] = difficulty;
    const drawn = low + (high - low) * random.next();
    const part = drawPart({ seed: random.integer(2 ** 31), label, difficulty: drawn, size });
    yield { name: `part-${String(index + 1).padStart(5, '0')}`, ...part };
  }
}

import type { World } from '@millwright/model/testing';
import { ndArray, seeded, type Pixels, type Random } from '@millwright/tensors';
import type { PictureExample, PictureInput } from '../pictures/picture.ts';

/** A noisy grey picture with a bright spot (or none) at a random place: what a network has to find. */
export function aSpot(random: Random, spot: 'bright' | 'dark' | 'none', side = 32): Pixels {
  const picture = ndArray('uint8', [side, side, 1]);
  const [row, column] = [4 + random.integer(side - 12), 4 + random.integer(side - 12)];
  const change = { bright: 70, dark: -70, none: 0 }[spot];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const inside = y >= row && y < row + 8 && x >= column && x < column + 8;
      const level = 120 + 12 * random.normal() + (inside ? change : 0);
      picture.data[y * side + x] = Math.min(255, Math.max(0, Math.round(level)));
    }
  return picture;
}

const spots = { bright: 'bright', dark: 'dark', good: 'none' } as const;
export type SpotLabel = keyof typeof spots;

/** Examples of spots by label, in a random order. */
export function spotExamples(seed: number, counts: Partial<Record<SpotLabel, number>>): PictureExample[] {
  const random = seeded(seed);
  const labels = Object.entries(counts).flatMap(([label, count]) =>
    Array.from({ length: count }, () => label as SpotLabel),
  );
  return random.shuffle(labels).map((label) => ({ label, image: aSpot(random, spots[label]) }));
}

/** A world of spots: 60 pictures a label to learn from, 12 to choose on, 30 to judge by. */
export function spotWorld(...labels: SpotLabel[]): World<PictureExample, PictureInput, string> {
  const each = (count: number): Partial<Record<SpotLabel, number>> =>
    Object.fromEntries(labels.map((label) => [label, count]));
  return {
    train: spotExamples(1, each(60)),
    validation: spotExamples(2, each(12)),
    test: spotExamples(3, each(30)).map(({ image, label }) => ({ input: { image }, truth: label })),
  };
}

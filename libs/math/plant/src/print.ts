import type { Random } from '@millwright/tensors';
import { ring, type Place } from './part.ts';

const { PI, abs, atan2, floor, hypot, max, min } = Math;

/** Glyphs of 4 x 6 dots, row by row, as a marking laser writes them. */
const glyphs: Readonly<Record<string, readonly string[]>> = {
  M: ['#..#', '####', '####', '#..#', '#..#', '#..#'],
  W: ['#..#', '#..#', '#..#', '####', '####', '#..#'],
  '2': ['####', '...#', '####', '#...', '#...', '####'],
  '4': ['#..#', '#..#', '####', '...#', '...#', '...#'],
  '7': ['####', '...#', '..#.', '..#.', '.#..', '.#..'],
};
const code = 'MW247';
const rows = 6;
const columns = 4;
const gap = 1;

/** A dot, in units of the outer radius. */
const dot = ring.printHeight / rows;
const width = (code.length * (columns + gap) - gap) * dot;

/** Angle along which the middle of the code lies [radians]: the top of the part. */
export const printAngle = -PI / 2;

const inked = (character: number, row: number, column: number): number =>
  glyphs[code[character]][row]?.[column] === '#' ? 1 : 0;

/** Ink (0..1) at dot coordinates along and across the code, softened between neighbouring dots. */
function inkAt(along: number, across: number, kept: readonly boolean[]): number {
  let ink = 0;
  const left = floor(along - 0.5);
  const top = floor(across - 0.5);
  for (let row = top; row <= top + 1; row++)
    for (let column = left; column <= left + 1; column++) {
      if (row < 0 || row >= rows || column < 0) continue;
      const character = floor(column / (columns + gap));
      if (character >= code.length || !kept[character]) continue;
      const weight = (1 - abs(along - 0.5 - column)) * (1 - abs(across - 0.5 - row));
      ink += weight * inked(character, row, column % (columns + gap));
    }
  return ink;
}

/** How a code is put on the part: which characters took, and how far it slipped [dots]. */
export interface Imprint {
  readonly kept: readonly boolean[];
  readonly along: number;
  readonly across: number;
  /** Share of a second, slipped impression. */
  readonly ghost: number;
}

export const rightImprint: Imprint = { kept: [...code].map(() => true), along: 0, across: 0, ghost: 0 };

/** One of three mistakes: characters that did not take, a doubled impression, a code that slipped off its place. */
export function wrongImprint(random: Random): Imprint {
  const mistake = random.integer(3);
  if (mistake === 0) {
    const first = random.integer(code.length - 2);
    return { ...rightImprint, kept: [...code].map((_, i) => i < first || i > first + 2) };
  }
  const sign = random.integer(2) === 0 ? -1 : 1;
  if (mistake === 1) return { ...rightImprint, along: 3 * sign, across: 1.4, ghost: 0.9 };
  return { ...rightImprint, along: 5 * sign, across: random.integer(2) === 0 ? -1.2 : 1.2 };
}

/** Ink (0..1) of an imprint at a place of the part; the code follows the ring, its feet towards the bore. */
export function ink(place: Place, imprint: Imprint): number {
  const r = hypot(place.x, place.y);
  if (abs(r - ring.print) > ring.printHeight) return 0;
  let turned = atan2(place.y, place.x) - printAngle;
  if (turned > PI) turned -= 2 * PI;
  if (turned < -PI) turned += 2 * PI;
  const along = (turned * ring.print + width / 2) / dot;
  const across = (ring.print + ring.printHeight / 2 - r) / dot;
  if (along < -8 || along > width / dot + 8) return 0;
  const slipped = inkAt(along - imprint.along, across - imprint.across, imprint.kept);
  if (imprint.ghost === 0) return slipped;
  return min(1, max(inkAt(along, across, imprint.kept), slipped * imprint.ghost));
}

/** Half the length of the printed arc, slips included, in units of the outer radius. */
export const printReach = width / 2 + 6 * dot;

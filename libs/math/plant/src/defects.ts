import type { Random } from '@millwright/tensors';
import { ramp } from './field.ts';
import { ring, type Place } from './part.ts';
import { ink, printAngle, printReach, rightImprint, wrongImprint } from './print.ts';

const { PI, abs, cos, hypot, max, sin } = Math;

export const defectKinds = ['scratch', 'pore', 'misprint'] as const;
export type DefectKind = (typeof defectKinds)[number];

/** What a defect adds to the brightness at full strength, and the circle it stays in (units of the outer radius). */
export interface Defect {
  readonly centre: Place;
  readonly radius: number;
  /** Change of brightness where the surface is metal; `pixel` is the size of one pixel. */
  change(place: Place, pixel: number): number;
}

/** Brightness that ink takes from the metal. */
export const inkDepth = 0.4;

const onRing = (r: number, angle: number): Place => ({ x: r * cos(angle), y: r * sin(angle) });

/** A bent scratch: bare metal, bright, and the shade of its rim beside it. */
function scratch(random: Random): Defect {
  const centre = onRing(0.5 + 0.32 * random.next(), 2 * PI * random.next());
  const half = 0.3 + 0.18 * random.next();
  const slant = PI * random.next();
  const bend = (random.next() * 2 - 1) * 0.35;
  const width = 0.022 + 0.014 * random.next();
  return {
    centre,
    radius: half + 0.2,
    change(place, pixel) {
      const x = place.x - centre.x;
      const y = place.y - centre.y;
      const along = x * cos(slant) + y * sin(slant);
      const away = y * cos(slant) - x * sin(slant) - bend * (along * along - half * half * 0.3);
      const ends = ramp(half, half * 0.7, abs(along));
      const soft = pixel * 0.8;
      const bright = ramp(width + soft, width * 0.4, abs(away));
      const dark = ramp(width + soft, width * 0.4, abs(away - width - soft));
      return ends * (0.45 * bright - 0.25 * dark);
    },
  };
}

/** A patch of five to nine casting pores: dark pits, each with a bright far rim. */
function pores(random: Random): Defect {
  const centre = onRing(0.5 + 0.34 * random.next(), 2 * PI * random.next());
  const pits = Array.from({ length: 5 + random.integer(5) }, (_, i) => ({
    x: centre.x + (i === 0 ? 0 : 0.2 * (random.next() * 2 - 1)),
    y: centre.y + (i === 0 ? 0 : 0.2 * (random.next() * 2 - 1)),
    size: (i === 0 ? 0.055 : 0.03) + 0.03 * random.next(),
  }));
  return {
    centre,
    radius: 0.4,
    change(place, pixel) {
      let sum = 0;
      for (const pit of pits) {
        const away = hypot(place.x - pit.x, place.y - pit.y) - pit.size;
        if (away > 0.06) continue;
        const rim = place.x - pit.x + place.y - pit.y > 0 ? 0.06 : 0;
        sum += -0.46 * ramp(pixel * 0.6, -pixel * 0.6, away) + rim * ramp(0.03, 0.01, abs(away - 0.03));
      }
      return max(-0.5, sum);
    },
  };
}

/** A wrong code instead of the right one. */
function misprint(random: Random): Defect {
  const wrong = wrongImprint(random);
  return {
    centre: onRing(ring.print, printAngle),
    radius: printReach + 0.12,
    change: (place) => -inkDepth * (ink(place, wrong) - ink(place, rightImprint)),
  };
}

/** A defect of a kind, where and how the seed says; the strength is applied by whoever draws it. */
export function drawnDefect(kind: DefectKind, random: Random): Defect {
  if (kind === 'scratch') return scratch(random);
  return kind === 'pore' ? pores(random) : misprint(random);
}

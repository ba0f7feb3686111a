import type { Random } from '@millwright/tensors';
import { noiseLine, noisePlane, ramp } from './field.ts';

// Taken once: a global looked up for each pixel is slow inside a test sandbox.
const { PI, abs, atan2, cos, hypot, round, sin } = Math;

/** Places on a part in units of its outer radius, centre 0: `x` to the right, `y` down. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Measures shared by all parts: radii in units of the outer radius. */
export const ring = {
  bore: 0.3,
  hub: 0.4,
  boltCircle: 0.81,
  bolt: 0.085,
  bolts: 6,
  print: 0.595,
  printHeight: 0.225,
} as const;

/** How one part lies under the camera, and how its surface and light happen to be. */
export interface Part {
  /** Outer radius [pixels]. */
  readonly radius: number;
  readonly centre: Place;
  /** Cosine and sine of the angle it is turned by. */
  readonly turn: Place;
  readonly gain: number;
  /** Brightness of the scene without print, defect and sensor noise, about 0..1. */
  shade(place: Place): number;
  /** 1 on the flat metal that can be scratched or printed, 0 elsewhere. */
  metal(place: Place): number;
}

const distance = (place: Place): number => hypot(place.x, place.y);

/** Distance to the rim of the nearest bolt hole, negative inside it; and the hole's centre. */
function nearestBolt(place: Place): { away: number; centre: Place } {
  const step = (2 * PI) / ring.bolts;
  const angle = round((atan2(place.y, place.x) - step / 2) / step) * step + step / 2;
  const centre = { x: ring.boltCircle * cos(angle), y: ring.boltCircle * sin(angle) };
  return { away: hypot(place.x - centre.x, place.y - centre.y) - ring.bolt, centre };
}

/** A part in a pose of its own: shifted by up to 2 %, turned by up to 6 degrees, differently lit and turned. */
export function drawnPart(random: Random, size: number): Part {
  const spread = (): number => random.next() * 2 - 1;
  const radius = size * 0.43 * (1 + 0.02 * spread());
  const centre = { x: size / 2 - 0.5 + size * 0.02 * spread(), y: size / 2 - 0.5 + size * 0.02 * spread() };
  const turned = (6 * PI * spread()) / 180;
  const turn = { x: cos(turned), y: sin(turned) };
  // The light comes from the upper left of the picture, whichever way the part is turned.
  const light = -2.3 + 0.35 * spread() - turned;
  const toLight = { x: cos(light), y: sin(light) };
  const gain = 1 + 0.07 * spread();
  const grooves = noiseLine(random, 46);
  const cloth = noisePlane(random, 7);
  const stain = noisePlane(random, 4);
  const pixel = 1 / radius;
  const edge = (inside: number): number => ramp(-pixel * 0.7, pixel * 0.7, inside);
  /** Brightness of a bevel whose outward normal points along (x, y). */
  const bevel = (x: number, y: number, length: number): number =>
    ((x * toLight.x + y * toLight.y) / (length || 1)) * 0.24;

  const face = (place: Place, r: number): number => {
    const across = atan2(place.y, place.x) - light;
    const sheen = 0.13 * abs(cos(across)) ** 6 + 0.05 * cos(across);
    const raised = r < ring.hub ? 0.05 : 0;
    return 0.54 + raised + sheen + 0.045 * grooves(r) + 0.03 * stain(place.x / 3, place.y / 3);
  };
  const shade = (place: Place): number => {
    const r = distance(place);
    const shadow = 1 - ramp(-0.16, 0.1, 1 - hypot(place.x - 0.05, place.y - 0.07)) * 0.55;
    let value = (0.27 + 0.035 * cloth(place.x / 2, place.y / 2)) * shadow;
    const outside = edge(1 - r);
    if (outside <= 0) return value;
    let metal = face(place, r);
    metal += bevel(place.x, place.y, r) * (ramp(0.93, 0.97, r) + ramp(0.03, 0.0, abs(r - ring.hub)) * 0.8);
    const bolt = nearestBolt(place);
    if (bolt.away < 0.06) {
      const dx = place.x - bolt.centre.x;
      const dy = place.y - bolt.centre.y;
      metal -= bevel(dx, dy, hypot(dx, dy)) * (1 - ramp(0.02, 0.05, bolt.away)) * 0.9;
      metal += (0.1 - metal) * edge(-bolt.away);
    }
    metal -= bevel(place.x, place.y, r) * (1 - ramp(0.02, 0.05, r - ring.bore)) * 0.9;
    const depth = 0.08 - 0.05 * bevel(place.x, place.y, ring.bore);
    metal += (depth - metal) * edge(ring.bore - r);
    value += (metal - value) * outside;
    return value;
  };
  const metal = (place: Place): number => {
    const r = distance(place);
    return (
      ramp(ring.hub + 0.03, ring.hub + 0.06, r) *
      ramp(0.94, 0.9, r) *
      ramp(0.04, 0.07, nearestBolt(place).away)
    );
  };
  return { radius, centre, turn, gain, shade, metal };
}

/** Where the middle of a pixel lies on the part. */
export function placeOf(part: Part, row: number, column: number): Place {
  const right = (column - part.centre.x) / part.radius;
  const down = (row - part.centre.y) / part.radius;
  const { x, y } = part.turn;
  return { x: right * x + down * y, y: down * x - right * y };
}

/** The pixel (row, column; not rounded) under which a place of the part lies. */
export function pixelOf(part: Part, place: Place): { row: number; column: number } {
  const { x, y } = part.turn;
  return {
    column: part.centre.x + part.radius * (place.x * x - place.y * y),
    row: part.centre.y + part.radius * (place.x * y + place.y * x),
  };
}

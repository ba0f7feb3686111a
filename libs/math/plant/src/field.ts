import { ndArray, type Pixels, type Random } from '@millwright/tensors';

const { PI, cos, floor, max, min, round } = Math;

/** Smooth step from 0 (at `low` and below) to 1 (at `high` and above). */
export function ramp(low: number, high: number, value: number): number {
  const t = min(1, max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** Smooth random values on a line, period 1, about ±1: random values at `knots` places, joined by cosines. */
export function noiseLine(random: Random, knots: number): (position: number) => number {
  const values = Float64Array.from({ length: knots }, () => random.next() * 2 - 1);
  return (position) => {
    const place = (position - floor(position)) * knots;
    const left = floor(place) % knots;
    const share = (1 - cos(PI * (place - floor(place)))) / 2;
    return values[left] * (1 - share) + values[(left + 1) % knots] * share;
  };
}

/** Smooth random values on a square, period 1 both ways, about ±1: a grid of random values joined bilinearly. */
export function noisePlane(random: Random, cells: number): (x: number, y: number) => number {
  const values = Float64Array.from({ length: cells * cells }, () => random.next() * 2 - 1);
  return (x, y) => {
    const column = (x - floor(x)) * cells;
    const row = (y - floor(y)) * cells;
    const left = floor(column) % cells;
    const top = floor(row) % cells;
    const right = (left + 1) % cells;
    const bottom = (top + 1) % cells;
    const across = column - floor(column);
    const upper = values[top * cells + left] * (1 - across) + values[top * cells + right] * across;
    const lower = values[bottom * cells + left] * (1 - across) + values[bottom * cells + right] * across;
    const down = row - floor(row);
    return upper * (1 - down) + lower * down;
  };
}

/** A grey picture `[size, size, 1]` of brightness values, 0 black to 1 white; values beyond are clipped. */
export function develop(brightness: Float64Array, size: number): Pixels {
  const data = new Uint8Array(size * size);
  for (let i = 0; i < data.length; i++) data[i] = round(min(1, max(0, brightness[i])) * 255);
  return ndArray('uint8', [size, size, 1], data);
}

import type { HeatMap } from '@millwright/contracts';

/** Colours from nothing over red to yellow, `[value, r, g, b]`; alpha is the value itself. */
const stops = [
  [0, 120, 0, 40],
  [0.35, 200, 20, 30],
  [0.7, 245, 120, 20],
  [1, 255, 225, 60],
] as const;

/**
 * A heat map as pixels, row by row, four bytes each; where the model did not look it is transparent.
 *
 * @param map - `values[row][column]` in 0..1; outside is clipped
 * @returns `[width, height, 4]` flattened
 */
export function heatPixels(map: Pick<HeatMap, 'values'>): {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
} {
  const height = map.values.length;
  const width = map.values[0]?.length ?? 0;
  const data = new Uint8ClampedArray(width * height * 4);
  map.values.flat().forEach((value, at) => data.set(colourOf(Math.min(1, Math.max(0, value))), at * 4));
  return { width, height, data };
}

function colourOf(value: number): [number, number, number, number] {
  const upper = stops.findIndex(([at]) => value <= at);
  const [b, a] = [stops[Math.max(upper, 1)], stops[Math.max(upper, 1) - 1]];
  const share = (value - a[0]) / (b[0] - a[0]);
  const mix = (channel: 1 | 2 | 3) => Math.round(a[channel] + share * (b[channel] - a[channel]));
  return [mix(1), mix(2), mix(3), Math.round(255 * value)];
}

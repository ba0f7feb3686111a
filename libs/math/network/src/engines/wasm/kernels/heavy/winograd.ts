import type { Phase, Placed } from '../../kernel.ts';
import { partsOf, type Slide } from './geometry.ts';
import { grainOf } from './product.ts';

/** Outputs of a tile along an axis, and positions of its transform. */
const [tile, positions] = [4, 36];

/** Bytes of a transformed filter beyond which memory would be the bottleneck. */
const filterBytes = 64 << 20;

const packed = (filters: number): number => 8 * Math.ceil(filters / 8);

const tilesOf = ({ batch, output }: Slide): number =>
  batch * Math.ceil(output[0] / tile) * Math.ceil(output[1] / tile);

/** Whether the tiles take fewer products: three by three without strides, not too few channels, outputs that fill the tiles. */
export function isWinograd(slide: Slide, channels: number, filters: number): boolean {
  const { kernel, strides, batch, output } = slide;
  if (kernel[0] !== 3 || kernel[1] !== 3 || strides[0] !== 1 || strides[1] !== 1) return false;
  if (Math.min(channels, filters) < 8 || Math.max(channels, filters) > 1024) return false;
  const tiles = tilesOf(slide);
  // Below so many tiles the transform of the filter is most of the work.
  if (tiles < 12 || winogradBytes(channels, filters) > filterBytes) return false;
  return tiles * positions * 1.5 <= batch * output[0] * output[1] * 9;
}

/** Of a transformed filter. */
export const winogradBytes = (channels: number, filters: number): number =>
  positions * channels * packed(filters) * 4;

interface Convolution {
  readonly x: number;
  readonly filter: number;
  readonly bias: number;
  readonly y: number;
  readonly channels: number;
  readonly filters: number;
  readonly relu: boolean;
  /** For the gradient of the picture. */
  readonly turned: boolean;
  readonly workspace: number;
}

/** `slide` as it is for x, which is dy where the filter is turned. */
export function winogradPhases(slide: Slide, at: Convolution): readonly Phase[] {
  const { channels, filters, workspace } = at;
  const args = [at.x, workspace, at.bias, at.y, ...slide.input, channels, filters];
  return [
    {
      call: 'winogradFilter',
      arguments: [at.filter, workspace, channels, filters, at.turned ? 1 : 0],
      total: channels,
      grain: grainOf(filters * positions),
    },
    {
      call: 'winogradConvolve',
      arguments: [...args, ...slide.before, ...slide.output, at.relu ? 1 : 0],
      total: tilesOf(slide),
      grain: grainOf(positions * channels * filters, 6),
    },
  ];
}

const gradientParts = (slide: Slide, channels: number, filters: number) =>
  partsOf(tilesOf(slide), positions * channels * packed(filters));

export const winogradGradientBytes = (slide: Slide, channels: number, filters: number): number =>
  gradientParts(slide, channels, filters).parts * winogradBytes(channels, filters);

/** x, dy → dFilter */
export function winogradGradientPhases(
  slide: Slide,
  [x, dy]: readonly Placed[],
  dFilter: Placed,
  workspace: number,
): readonly Phase[] {
  const [channels, filters] = dFilter.shape.slice(-2);
  const { chunk, parts } = gradientParts(slide, channels, filters);
  const sizes = [tilesOf(slide), ...slide.input, channels, filters, ...slide.before, ...slide.output];
  return [
    {
      call: 'winogradGradient',
      arguments: [x.at, dy.at, workspace, ...sizes, chunk],
      total: parts,
      grain: grainOf(positions * channels * filters * chunk),
    },
    {
      call: 'winogradGather',
      arguments: [workspace, parts, dFilter.at, channels, filters],
      total: channels,
      grain: grainOf(filters * positions * parts),
    },
  ];
}

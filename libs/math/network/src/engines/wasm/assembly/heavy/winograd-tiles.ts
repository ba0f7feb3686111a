import { bytes } from './vector';
import {
  channels,
  copyBand,
  height,
  left,
  outHeight,
  outWidth,
  top,
  width,
} from './window';
import { outputs, points, positions, transformPicture } from './winograd';

// Tiles of four by four outputs, counted through rows, columns and pictures.

/** A vector's bytes. */
const vector: usize = 16;
/** Bytes that a tile needs while it is transformed. */
export const workBytes: usize = <usize>positions * vector;

export let tilesDown: i32 = 0;
export let tilesAcross: i32 = 0;
let pictures: usize = 0;
let pictureBytes: usize = 0;
let work: usize = 0;
let patch: usize = 0;

/** Bytes of a copied patch; tiles read whole vectors: one more behind. */
export function patchBytes(): usize {
  return bytes(positions * channels) + vector;
}

export function setTiles(x: usize, workAt: usize, patchAt: usize): void {
  pictures = x;
  pictureBytes = bytes(height * width * channels);
  tilesDown = (outHeight + outputs - 1) / outputs;
  tilesAcross = (outWidth + outputs - 1) / outputs;
  work = workAt;
  patch = patchAt;
}

/** The picture that a tile belongs to, and its first row and column of outputs. */
@inline
export function pictureOf(tile: i32): i32 {
  return tile / (tilesDown * tilesAcross);
}

@inline
export function rowOf(tile: i32): i32 {
  return ((tile / tilesAcross) % tilesDown) * outputs;
}

@inline
export function columnOf(tile: i32): i32 {
  return (tile % tilesAcross) * outputs;
}

/** Six by six places, transformed: position p of channel c goes to `to` + p · step + 4 c. */
export function takeTile(tile: i32, to: usize, step: usize): void {
  const row = rowOf(tile) - top;
  const column = columnOf(tile) - left;
  let from = pictures + <usize>pictureOf(tile) * pictureBytes;
  let pitch = bytes(width * channels);
  const place = bytes(channels);
  // The last vector of the last place may reach beyond the picture.
  const reaches = (channels & 3) !== 0 && row + points >= height && column + points >= width;
  if (row < 0 || column < 0 || row + points > height || column + points > width || reaches) {
    copyBand(from, row, column, points, points, patch);
    from = patch;
    pitch = place * points;
  } else from += <usize>row * pitch + <usize>column * place;
  for (let channel = 0; channel < channels; channel += 4) {
    transformPicture(from, pitch, place, work, vector * points, vector);
    transformPicture(work, vector, vector * points, to, step, step * points);
    from += vector;
    to += vector;
  }
}

import { AppError } from '@millwright/contracts';
import type { Examples, Run, Scratch } from '@millwright/model';
import type { ImagePipeline } from '@millwright/preprocessing';
import { ndArray, sizeOf, type Pixels, type Random } from '@millwright/tensors';
import type { PictureExample } from './picture.ts';

/** Mean difference of the largest and smallest channel [levels] over which a picture counts as coloured. */
const colouredFrom = 4;

function isColoured({ data, shape }: Pixels): boolean {
  if (shape[2] !== 3) return false;
  let sum = 0;
  for (let i = 0; i < data.length; i += 3)
    sum += Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]);
  return sum / (data.length / 3) > colouredFrom;
}

interface Kept {
  readonly offset: number;
  readonly shape: readonly number[];
}

/** Pictures after their first steps, kept outside the heap as levels 0..255, in the order they came. */
export interface PreparedPictures {
  readonly labels: readonly string[];
  /** Whether any of them carries colour. */
  readonly coloured: boolean;
  /** Picture `i`, `[H, W, 1 or 3]`, as it was kept. */
  picture(i: number): Pixels;
  close(): void;
}

function prepared(
  scratch: Scratch,
  kept: readonly Kept[],
  labels: string[],
  coloured: boolean,
): PreparedPictures {
  return {
    labels,
    coloured,
    picture(i) {
      const { offset, shape } = kept[i];
      const pixels = ndArray('uint8', shape);
      scratch.read(offset, pixels.data);
      return pixels;
    },
    close: () => scratch.close(),
  };
}

/**
 * Walks through the examples once and keeps each picture after `pipeline.toPixels`.
 *
 * @throws AppError `request.cancelled` within one picture; `dataset.empty` without any
 */
export async function preparePictures(
  examples: Examples<PictureExample>,
  pipeline: ImagePipeline,
  run: Run,
  part: string,
): Promise<PreparedPictures> {
  const scratch = run.scratch(part);
  const kept: Kept[] = [];
  const labels: string[] = [];
  let offset = 0;
  let coloured = false;
  try {
    for await (const { image, label } of examples) {
      if (run.signal.aborted) throw new AppError('request.cancelled');
      const pixels = pipeline.toPixels(image);
      coloured ||= isColoured(pixels);
      scratch.append(pixels.data);
      kept.push({ offset, shape: pixels.shape });
      labels.push(label);
      offset += sizeOf(pixels.shape);
    }
    if (labels.length === 0) throw new AppError('dataset.empty', { file: part });
  } catch (error) {
    scratch.close();
    throw error;
  }
  return prepared(scratch, kept, labels, coloured);
}

/** At most `most` of the pictures, at random; closing stays with the owner of all of them. */
export function someOf(pictures: PreparedPictures, most: number, random: Random): PreparedPictures {
  const chosen = random.shuffle(pictures.labels.map((_, i) => i)).slice(0, most);
  return {
    labels: chosen.map((i) => pictures.labels[i]),
    coloured: pictures.coloured,
    picture: (i) => pictures.picture(chosen[i]),
    close: () => undefined,
  };
}

/** The pictures of two parts, one after the other; closing stays with the owners. */
export function bothOf(first: PreparedPictures, second: PreparedPictures): PreparedPictures {
  const before = first.labels.length;
  return {
    labels: [...first.labels, ...second.labels],
    coloured: first.coloured || second.coloured,
    picture: (i) => (i < before ? first.picture(i) : second.picture(i - before)),
    close: () => undefined,
  };
}

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ndArray, type Pixels } from '@millwright/tensors';
import { imagePipeline, type ImageStepForm } from '../index.ts';

interface Packed {
  readonly shape: number[];
  readonly data: string;
}
interface Reference {
  readonly opencv: string;
  readonly pictures: Readonly<Record<string, Packed>>;
  readonly cases: readonly { picture: string; step: ImageStepForm; ipp?: boolean; result: Packed }[];
}

// Made by tools/references/opencv_image.py.
const file = new URL('../../references/opencv.json.gz', import.meta.url);
const reference = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Reference;
const unpack = ({ shape, data }: Packed): Pixels =>
  ndArray('uint8', shape, new Uint8Array(Buffer.from(data, 'base64')));

/** Share of values that differ by more than `levels`. */
const shareBeyond = (levels: number, a: Uint8Array, b: Uint8Array): number =>
  a.reduce((count, value, i) => count + (Math.abs(value - b[i]) > levels ? 1 : 0), 0) / a.length;

describe(`image steps beside OpenCV ${reference.opencv}`, () => {
  for (const { picture, step, ipp, result } of reference.cases) {
    const how = ipp === false ? ' without IPP' : '';
    const target =
      'height' in step ? ` to ${step.height} x ${step.width} ${'method' in step ? step.method : ''}` : '';
    const exact = step.op === 'grey' || step.op === 'contrast';
    it(`${exact ? 'equals' : 'agrees within one level on 99.9 % of'} its ${step.op}${target} of ${picture}${how}`, () => {
      const expected = unpack(result);
      const got = imagePipeline([step]).toPixels(unpack(reference.pictures[picture]));
      expect(got.shape).toEqual(expected.shape);
      expect(shareBeyond(exact ? 0 : 1, got.data, expected.data)).toBeLessThanOrEqual(exact ? 0 : 0.001);
    });
  }
});

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { imagePipeline, type ImageStepForm } from '@millwright/preprocessing';
import { readImage, readUpload } from '@millwright/readers';
import type { Pixels } from '@millwright/tensors';

interface Photograph {
  readonly archive: string;
  readonly name: string;
  readonly grey: string;
  readonly contrast: string;
  readonly resize: string;
  readonly recipe: string;
}

// Made by opencv_image.py from photographs that may be measured with but not passed on.
const { opencv, samples, photographs } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'opencv-photographs.json'), 'utf8'),
) as { opencv: string; samples: number; photographs: Photograph[] };

const datasets = process.env.DATASETS_DIR ?? path.join(import.meta.dirname, '../../../shared/data');
const archives = [...new Set(photographs.map(({ archive }) => archive))];
const ready = archives.every((archive) => existsSync(path.join(datasets, archive)));
const itOnPhotographs = ready ? it : it.skip;
const reason = ready ? '' : ' (skipped: DATASETS_DIR holds no casting_products and neu_surface_defects)';

const contrast: ImageStepForm = { op: 'contrast', factor: 1.5, brightness: -50 };
const resize: ImageStepForm = { op: 'resize', height: 224, width: 224 };
const recipes = {
  grey: [{ op: 'grey' }],
  contrast: [{ op: 'grey' }, contrast],
  resize: [{ op: 'grey' }, resize],
  recipe: [{ op: 'grey' }, contrast, resize],
} satisfies Record<string, ImageStepForm[]>;

async function decoded(): Promise<Map<string, Pixels>> {
  const wanted = new Set(photographs.map(({ archive, name }) => `${archive} ${name}`));
  const pictures = new Map<string, Pixels>();
  for (const archive of archives) {
    const file = path.join(datasets, archive);
    const source = {
      path: archive,
      file,
      bytes: statSync(file).size,
      open: async () => createReadStream(file),
    };
    for await (const item of readUpload([source]))
      if (item.ok && wanted.has(`${archive} ${item.path}`))
        pictures.set(`${archive} ${item.path}`, await readImage(item.bytes, { file: item.path }));
  }
  return pictures;
}

describe(`decoding and steps beside OpenCV ${opencv} on ${photographs.length} photographs`, () => {
  itOnPhotographs(`agree within one level in 99.9 % of ${samples} pixels each${reason}`, async () => {
    const pictures = await decoded();
    expect(pictures.size).toBe(photographs.length);
    for (const [recipe, steps] of Object.entries(recipes)) {
      let beyond = 0;
      for (const photograph of photographs) {
        const expected = Buffer.from(photograph[recipe as keyof typeof recipes], 'base64');
        const { data } = imagePipeline(steps).toPixels(
          pictures.get(`${photograph.archive} ${photograph.name}`)!,
        );
        for (let k = 0; k < samples; k++)
          if (Math.abs(data[(k * 7919 + 13) % data.length] - expected[k]) > 1) beyond++;
      }
      expect({ recipe, share: beyond / (samples * photographs.length) <= 0.001 }).toEqual({
        recipe,
        share: true,
      });
    }
  });
});

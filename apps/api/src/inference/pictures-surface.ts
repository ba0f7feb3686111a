import type { AnswerView, ModelVersionView, TensorMetadata } from '@millwright/contracts';
import type { Lifecycle, Photograph } from '@millwright/lifecycle';
import type { Asking, Surface } from './surface.ts';
import type { Tensor } from './tensors/tensor.ts';

/** As many as a request to `/predictions` may hold. */
const mostPictures = 200;

const inputs: readonly TensorMetadata[] = [{ name: 'image', datatype: 'BYTES', shape: [-1] }];

const outputsFor = (labels: readonly string[]): TensorMetadata[] => [
  { name: 'label', datatype: 'BYTES', shape: [-1] },
  { name: 'confidence', datatype: 'FP32', shape: [-1] },
  {
    name: 'scores',
    datatype: 'FP32',
    shape: [-1, labels.length],
    parameters: { labels: JSON.stringify(labels) },
  },
];

/** Encoded pictures in (JPEG, PNG, …; one per element), verdicts out, kept as answers like any others. */
export const picturesSurface = (lifecycle: Lifecycle, version: ModelVersionView): Surface => ({
  model: version.name,
  inputs,
  outputs: outputsFor(version.labels),
  mostRows: mostPictures,
  async answer(tensors, asking) {
    const { by, locale } = asking.caller;
    const request = { version, by, locale, allOrNone: true, signal: asking.signal };
    const { answers } = await lifecycle.answer(request, photographsOf(tensors, asking));
    return tensorsOf(answers, version.labels);
  },
});

/** An id may hold anything; what a name cannot hold is shown as a question mark. */
const plain = (id: string): string => id.slice(0, 100).replace(/\p{Cc}/gu, '?');

function photographsOf(tensors: ReadonlyMap<string, Tensor>, { id }: Asking): Photograph[] {
  const image = tensors.get('image');
  if (image?.datatype !== 'BYTES') throw new Error('The input image was not checked');
  const prefix = id ? `${plain(id)}/` : '';
  return image.values.map((bytes, i) => ({ name: `${prefix}image[${i}]`, bytes }));
}

function tensorsOf(answers: readonly AnswerView[], labels: readonly string[]): Tensor[] {
  const rows = answers.length;
  const scores = answers.flatMap((answer) => labels.map((label) => answer.scores[label]));
  return [
    {
      name: 'label',
      datatype: 'BYTES',
      shape: [rows],
      values: answers.map(({ answer }) => Buffer.from(answer, 'utf8')),
    },
    {
      name: 'confidence',
      datatype: 'FP32',
      shape: [rows],
      values: Float32Array.from(answers, ({ confidence }) => confidence),
    },
    { name: 'scores', datatype: 'FP32', shape: [rows, labels.length], values: Float32Array.from(scores) },
  ];
}

import type { AppError } from '@millwright/contracts';
import { readSavedModel, writeSavedModel, type SavedModel } from './saved-model.ts';

const model: SavedModel = {
  format: 1,
  definition: 'vision/defect-net',
  settings: { inputSize: 64 },
  labels: ['bad', 'good'],
  threshold: 0.4,
  temperature: 1.2,
  channels: 1,
  steps: [{ op: 'grey' }, { op: 'scale', by: 1 / 255 }],
  heatLayer: 'stage_3',
};
const filesOf = (changed: object): Map<string, Uint8Array> =>
  new Map([writeSavedModel({ ...model, ...changed } as SavedModel)]);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as AppError).code;
  }
  return 'nothing was refused';
};

describe('a saved model', () => {
  it('comes back as it was written', () => {
    expect(readSavedModel(filesOf({}), 'vision/defect-net')).toEqual(model);
  });

  it.each([
    ['its labels', { labels: undefined }],
    ['the threshold of two labels', { threshold: null }],
    ['its preprocessing', { steps: undefined }],
    ['its format', { format: 2 }],
  ])('is refused without %s', (_, changed) => {
    expect(codeOf(() => readSavedModel(filesOf(changed), 'vision/defect-net'))).toBe('tensor.format');
  });

  it('is refused by another definition, and where the file is missing or no JSON', () => {
    expect(codeOf(() => readSavedModel(filesOf({}), 'vision/defect-cnn'))).toBe('tensor.format');
    expect(codeOf(() => readSavedModel(new Map(), 'vision/defect-net'))).toBe('model.incomplete');
    const broken = new Map([['model.json', new TextEncoder().encode('{')]]);
    expect(codeOf(() => readSavedModel(broken, 'vision/defect-net'))).toBe('tensor.format');
  });
});

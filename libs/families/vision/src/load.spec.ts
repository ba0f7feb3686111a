import {
  defineNetwork,
  conv2d,
  dense,
  globalAveragePool2d,
  openNetwork,
  saveNetwork,
  sgd,
} from '@millwright/network';
import { categoricalCrossentropy } from '@millwright/network';
import { heldTensors } from '@millwright/network/testing';
import { loadClassifier } from './load.ts';
import { writeSavedModel, type SavedModel } from './saved-model.ts';

const id = 'vision/defect-net';
const model: SavedModel = {
  format: 1,
  definition: id,
  settings: {},
  labels: ['bad', 'good', 'odd'],
  threshold: null,
  temperature: 1,
  channels: 1,
  steps: [{ op: 'resize', height: 12, width: 10, method: 'area' }, { op: 'grey' }],
  heatLayer: 'seen',
};

async function filesOf(changed: Partial<SavedModel>): Promise<Map<string, Uint8Array>> {
  const network = defineNetwork({
    input: [12, 10, 1],
    layers: [
      conv2d({ name: 'seen', filters: 2, kernelSize: 3 }),
      globalAveragePool2d(),
      dense({ units: 3, activation: 'softmax' }),
    ],
    loss: categoricalCrossentropy(),
    optimiser: sgd(),
  });
  const open = await openNetwork(network, { seed: 1 });
  const files = await saveNetwork(open);
  open.dispose();
  return new Map([...files, writeSavedModel({ ...model, ...changed })]);
}

describe('loadClassifier', () => {
  it('opens what belongs together', async () => {
    const loaded = await loadClassifier(await filesOf({}), id);
    expect(loaded.labels).toEqual(model.labels);
    loaded.dispose();
  });
  it.each<[string, Partial<SavedModel>, string]>([
    // 16384 pixels a side are a gigabyte of levels at every question.
    [
      'of another size',
      { steps: [{ op: 'resize', height: 16384, width: 16384, method: 'area' }] },
      '[16384, 16384, 1]',
    ],
    ['of no size', { steps: [{ op: 'grey' }] }, 'pictures of any size'],
    ['of colour', { channels: 3 }, '[12, 10, 3]'],
    ['with a label too many', { labels: ['bad', 'fair', 'good', 'odd'] }, '4'],
    ['looking at a layer that is not there', { heatLayer: 'unseen' }, 'unseen'],
  ])('refuses pictures %s, and holds nothing afterwards', async (_, changed, received) => {
    const files = await filesOf(changed);
    const before = heldTensors();
    expect(await loadClassifier(files, id).catch((error: unknown) => error)).toMatchObject({
      code: 'tensor.format',
      params: { file: 'model.json', received },
    });
    expect(heldTensors()).toBe(before);
  });
});

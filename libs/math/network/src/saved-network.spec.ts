import { fromSafetensors, ndArray, toSafetensors } from '@millwright/tensors';
import { defineNetwork, dense, lstm, meanSquaredError, sgd } from './index.ts';
import { openNetwork } from './open-network.ts';
import { loadNetwork, saveNetwork } from './saved-network.ts';
import { smallNetwork } from './testing/networks.ts';

const engine = 'wasm' as const;
const saved = async (seed = 1): Promise<Map<string, Uint8Array>> => {
  const open = await openNetwork(smallNetwork(), { seed, engine });
  const files = await saveNetwork(open);
  open.dispose();
  return files;
};

describe('saveNetwork', () => {
  it('gives a manifest in JSON and the weights as safetensors, equal bytes for equal networks', async () => {
    const files = await saved();
    expect([...files.keys()]).toEqual(['network.json', 'weights.safetensors']);
    const manifest = JSON.parse(Buffer.from(files.get('network.json') as Uint8Array).toString());
    expect(manifest).toEqual(JSON.parse(JSON.stringify(smallNetwork())));
    expect(await saved()).toEqual(files);
    expect((await saved(2)).get('weights.safetensors')).not.toEqual(files.get('weights.safetensors'));
  });
});

describe('loadNetwork', () => {
  it('gives back network and weights', async () => {
    const open = await loadNetwork(await saved(), { engine });
    expect(open.network).toEqual(smallNetwork());
    expect(await saveNetwork(open)).toEqual(await saved());
    open.dispose();
  });
  it('refuses a network that asks for more than its weights hold, before it is drawn or put on an engine', async () => {
    // Found by `npm run fuzz -- network`: initial weights were drawn first, orthogonal ones of 3000 units for minutes.
    const files = await saved();
    const asked = defineNetwork({
      input: [4, 3],
      layers: [lstm({ units: 200_000 }), dense({ units: 1 })],
      loss: meanSquaredError(),
      optimiser: sgd(),
    });
    const grown = new Map(files).set('network.json', Buffer.from(JSON.stringify(asked)));
    expect(await loadNetwork(grown, { engine }).catch((error) => error)).toMatchObject({
      code: 'tensor.format',
    });
  });
  it('refuses weights of another type', async () => {
    const files = await saved();
    const name = 'weights.safetensors';
    const weights = fromSafetensors(files.get(name) as Uint8Array);
    const [[first, { shape }]] = weights;
    const wrong = toSafetensors(new Map(weights).set(first, ndArray('int32', shape)));
    expect(await loadNetwork(new Map(files).set(name, wrong), { engine }).catch((e) => e)).toMatchObject({
      code: 'tensor.format',
      params: { received: 'int32' },
    });
  });
  it('names the file that is missing or damaged', async () => {
    const files = await saved();
    const without = (name: string) => new Map([...files].filter(([file]) => file !== name));
    const instead = (name: string, bytes: Uint8Array) => new Map(files).set(name, bytes);
    const failing = (broken: Map<string, Uint8Array>) =>
      loadNetwork(broken, { engine }).catch((error) => error);
    expect(await failing(without('network.json'))).toMatchObject({
      code: 'model.incomplete',
      params: { file: 'network.json' },
    });
    expect(await failing(without('weights.safetensors'))).toMatchObject({
      code: 'model.incomplete',
      params: { file: 'weights.safetensors' },
    });
    expect(await failing(instead('network.json', Buffer.from('{')))).toMatchObject({
      code: 'tensor.format',
      params: { file: 'network.json', expected: 'JSON' },
    });
    const cut = (files.get('weights.safetensors') as Uint8Array).subarray(0, -1);
    expect(await failing(instead('weights.safetensors', cut))).toMatchObject({
      code: 'tensor.format',
      params: { file: 'weights.safetensors' },
    });
  });
});

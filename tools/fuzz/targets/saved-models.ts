import {
  adam,
  attention,
  averagePool2d,
  batchNorm,
  binaryCrossentropy,
  conv2d,
  defineNetwork,
  dense,
  dropout,
  embedding,
  flatten,
  globalAveragePool1d,
  layerNorm,
  loadNetwork,
  lstm,
  meanSquaredError,
  openNetwork,
  saveNetwork,
  sgd,
  type Network,
} from '@millwright/network';
import { plainRun } from '@millwright/model';
import { ndArray, seeded, sizeOf, type Random } from '@millwright/tensors';
import { defectNet } from '@millwright/vision';
import { mutate, mutateJson } from '../mutate.ts';
import type { Files, Target } from '../target.ts';
import { strangeHeader } from './tensors.ts';

const networks: readonly Network[] = [
  defineNetwork({
    input: [8, 8, 1],
    layers: [
      conv2d({ filters: 2, kernelSize: 3, activation: 'relu', padding: 'same' }),
      batchNorm({}),
      averagePool2d({ poolSize: 2 }),
      flatten(),
      dropout({ rate: 0.1 }),
      dense({ units: 1, activation: 'sigmoid' }),
    ],
    loss: binaryCrossentropy(),
    optimiser: adam(),
  }),
  defineNetwork({
    input: [6],
    inputType: 'int32',
    layers: [
      embedding({ vocabulary: 7, units: 4 }),
      attention({ heads: 2, headUnits: 2 }),
      layerNorm({}),
      lstm({ units: 3, returnSequences: true }),
      globalAveragePool1d(),
      dense({ units: 2 }),
    ],
    loss: meanSquaredError(),
    optimiser: sgd({ momentum: 0.9 }),
  }),
];

const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
const asJson = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value) ?? '');

function damagedFile(name: string, bytes: Uint8Array, random: Random): Uint8Array {
  if (random.next() < 0.3) return mutate(bytes, random);
  return name.endsWith('.json') ? asJson(mutateJson(json(bytes), random)) : strangeHeader(bytes, random);
}

/** One of the files damaged, or left out. */
function damaged(good: readonly Files[], random: Random): Files {
  const files = new Map(good[random.integer(good.length)]);
  const names = [...files.keys()];
  const name = names[random.integer(names.length)];
  if (random.next() < 0.02) files.delete(name);
  else files.set(name, damagedFile(name, files.get(name) as Uint8Array, random));
  return files;
}

async function savedNetwork(network: Network): Promise<Files> {
  const open = await openNetwork(network, { seed: 1, engine: 'wasm' });
  const files = await saveNetwork(open);
  open.dispose();
  return files;
}

/** A saved network: opened, and asked once. */
const network: Target = {
  name: 'network',
  async prepare() {
    const good = await Promise.all(networks.map(savedNetwork));
    return {
      good,
      damaged: (random) => damaged(good, random),
      async read(files) {
        const open = await loadNetwork(files, { engine: 'wasm' });
        try {
          const shape = [1, ...open.network.input.map((length) => length ?? 3)];
          if (sizeOf(shape) > 1024) return []; // larger examples cost whoever brings them
          const asked = open.network.inputType ? ndArray('int32', shape) : ndArray('float32', shape);
          await open.predict(asked);
        } finally {
          open.dispose();
        }
        return [];
      },
    };
  },
};

const picture = (level: number, seed: number) => {
  const random = seeded(seed);
  const data = Uint8Array.from({ length: 32 * 32 }, () => level + random.integer(40));
  return ndArray('uint8', [32, 32, 1], data);
};

async function savedModel(): Promise<Files> {
  const examples = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => {
      const label = i % 2 ? 'dark' : 'light';
      return { label, image: picture(label === 'dark' ? 20 : 180, from + i) };
    });
  const settings = {
    inputSize: 32,
    width: 4,
    batchSize: 8,
    epochs: 1,
    minSteps: 1,
    maxSteps: 2,
    refit: false,
  };
  const config = defectNet.config.parse(settings);
  const fitted = await defectNet.fit(
    { train: examples(16, 1), validation: examples(8, 50) },
    config,
    plainRun(),
  );
  const files = await fitted.save();
  fitted.dispose();
  return files;
}

/** A saved model of pictures: loaded, asked for a verdict and where it looked. */
const model: Target = {
  name: 'model',
  async prepare() {
    const good = [await savedModel()];
    const asked = [{ image: picture(100, 1) }];
    return {
      good,
      damaged: (random) => damaged(good, random),
      async read(files) {
        const loaded = await defectNet.load(files);
        try {
          await loaded.predict(asked);
          await loaded.explain(asked);
        } finally {
          loaded.dispose();
        }
        return [];
      },
    };
  },
};

export const savedModels: readonly Target[] = [network, model];

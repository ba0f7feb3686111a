import path from 'node:path';
import { engineNames } from '@millwright/network';
import type { Bench } from './bench.ts';
import { castingPictures } from './casting-pictures.ts';
import { compareAll, type Comparison } from './comparison.ts';

const cnnStep: Comparison = {
  name: 'cnn-step',
  task: 'cnn-step',
  references: ['keras'],
  rounds: 5,
  times: 3,
  warmUp: 2,
  unit: 'ms',
  targets: [
    { engine: 'tensorflow', against: 'keras', atMost: 1 },
    { engine: 'wasm', against: 'keras', atMost: 2.3 },
  ],
};

/** The most memory that a process held which did nothing but a few training steps. */
const cnnMemory: Comparison = {
  ...cnnStep,
  name: 'cnn-memory',
  rounds: 1,
  unit: 'MiB',
  targets: engineNames.map((engine) => ({ engine, against: 'keras', atMost: 1 })),
};

const lstmStep = (
  { steps, features }: { steps: number; features: number },
  targets: Comparison['targets'],
): Comparison => ({
  name: `lstm-${steps}-step`,
  task: 'lstm-step',
  settings: async () => ({ steps, features }),
  references: ['keras', 'pytorch'],
  rounds: 10,
  times: 10,
  warmUp: 5,
  unit: 'ms',
  targets,
});

/** 128 units, 32 sequences of 20 steps of 8 figures. */
const shortLstm = lstmStep({ steps: 20, features: 8 }, [
  { engine: 'tensorflow', against: 'keras', atMost: 0.7 },
  { engine: 'tensorflow', against: 'pytorch', atMost: 1.5 },
  { engine: 'wasm', against: 'keras', atMost: 0.9 },
]);

/** The length-100 recipe: 128 units, 32 sequences of 100 steps of 24 figures. */
const longLstm = lstmStep({ steps: 100, features: 24 }, [
  { engine: 'best', against: 'keras', atMost: 0.8 },
  { engine: 'best', against: 'pytorch', atMost: 1.2 },
]);

const denseEpoch: Comparison = {
  name: 'dense-epoch',
  task: 'dense-epoch',
  settings: async () => ({ rows: 1_000_000, columns: 50, batch: 1024 }),
  references: ['pytorch'],
  rounds: 3,
  times: 1,
  warmUp: 1,
  unit: 's',
  targets: [{ engine: 'best', against: 'pytorch', atMost: 1 }],
};

/** The 830 training pictures of casting_products at 224 x 224: files in, weights out. */
const castingEpoch: Comparison = {
  name: 'casting-epoch',
  task: 'picture-epoch',
  async settings(place) {
    const folder = path.join(place, 'pictures');
    return (await castingPictures('train_eighth.tar', folder)).length > 0 ? { folder } : null;
  },
  references: ['keras'],
  rounds: 2,
  times: 1,
  warmUp: 1,
  unit: 's',
  targets: [{ engine: 'best', against: 'keras', atMost: 1.1 }],
};

const comparisons: readonly Comparison[] = [
  cnnStep,
  cnnMemory,
  shortLstm,
  longLstm,
  denseEpoch,
  castingEpoch,
];

export const training: Bench = {
  name: 'training',
  summary: {
    en: 'training steps and epochs of networks, and their memory, beside Keras and PyTorch',
    zh: '网络的训练步、训练轮及内存，与 Keras 和 PyTorch 对比',
  },
  options: ['case'],
  cases: comparisons.map(({ name }) => name),
  run: (cases) => compareAll(comparisons.filter(({ name }) => cases.includes(name))),
};

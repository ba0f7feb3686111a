import type { Bench } from './bench.ts';
import { compareAll, type Comparison } from './comparison.ts';

const predicting = (batch: number, { rounds, atMost }: { rounds: number; atMost: number }): Comparison => ({
  name: `cnn-${batch}`,
  task: 'cnn-predict',
  settings: async () => ({ batch }),
  references: ['keras'],
  answersOnly: true,
  rounds,
  times: 5,
  warmUp: 3,
  unit: 'ms',
  targets: [{ engine: 'best', against: 'keras', atMost }],
});

const comparisons: readonly Comparison[] = [
  predicting(1, { rounds: 10, atMost: 0.6 }),
  predicting(32, { rounds: 5, atMost: 1 }),
];

export const inference: Bench = {
  name: 'inference',
  summary: {
    en: 'answers of the recipe network at 224 x 224 for 1 and 32 pictures at a time, beside Keras',
    zh: '224 x 224 基本网络每次回答 1 张和 32 张图片的用时，与 Keras 对比',
  },
  options: ['case'],
  cases: comparisons.map(({ name }) => name),
  run: (cases) => compareAll(comparisons.filter(({ name }) => cases.includes(name))),
};

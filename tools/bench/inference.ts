import type { Bench } from './bench.ts';
import { compareAll, type Comparison } from './comparison.ts';
import { measureServing } from './serving.ts';

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

const serving = 'clients-64';

export const inference: Bench = {
  name: 'inference',
  summary: {
    en: 'answers of the recipe network at 224 x 224 for 1 and 32 pictures at a time, beside Keras; 64 clients of the api',
    zh: '224 x 224 基本网络每次回答 1 张和 32 张图片的用时，与 Keras 对比；64 个客户端同时访问接口',
  },
  options: ['case'],
  cases: [...comparisons.map(({ name }) => name), serving],
  async run(cases) {
    const beside = comparisons.filter(({ name }) => cases.includes(name));
    const results = [
      ...(beside.length > 0 ? [await compareAll(beside)] : []),
      ...(cases.includes(serving) ? [await measureServing()] : []),
    ];
    return {
      rows: results.flatMap(({ rows }) => rows),
      measuredWith: Object.assign({}, ...results.map(({ measuredWith }) => measuredWith)),
      leftOut: results.flatMap(({ leftOut }) => leftOut),
    };
  },
};

import { describeModel } from '@millwright/model/testing';
import { picturePromise } from '../testing/promise.ts';
import { spotWorld } from '../testing/tiny-worlds.ts';
import { defectCnn } from './index.ts';

const quick = { inputSize: 32, batchSize: 16, epochs: 6, learningRate: 1e-3 };

describeModel(
  defectCnn,
  picturePromise(() => spotWorld('bright', 'good'), quick),
);

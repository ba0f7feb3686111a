import { describeModel } from '@millwright/model/testing';
import { picturePromise } from '../testing/promise.ts';
import { spotWorld } from '../testing/tiny-worlds.ts';
import { defectNet } from './index.ts';

const quick = { inputSize: 32, width: 6, batchSize: 16, epochs: 6, minSteps: 1, learningRate: 5e-3 };

describeModel(
  defectNet,
  picturePromise(() => spotWorld('bright', 'good'), quick),
);

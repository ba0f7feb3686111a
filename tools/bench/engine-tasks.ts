import {
  fitNetwork,
  openNetwork,
  weightCount,
  type Batch,
  type EngineName,
  type Network,
} from '@millwright/network';
import { ndArray, seeded, sizeOf, takeRows, type NdArray } from '@millwright/tensors';
import { denseNetwork, lstmNetwork, recipe } from './networks.ts';
import { pictureEpoch } from './picture-epoch.ts';

/** What a task is given: its engine, and its own settings as the case states them. */
export interface TaskRequest {
  readonly engine: EngineName | 'auto';
  readonly [setting: string]: unknown;
}

export interface PreparedTask {
  /** Weights of the network, so that both sides are known to run the same one. */
  readonly weights: number;
  /** The engine that really runs it. */
  readonly engine: string;
  /** What is timed. */
  work(): Promise<unknown>;
}

const random = seeded(1);

/** Values in -1..1. */
function drawn(shape: readonly number[]): NdArray<'float32'> {
  const values = Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.next() - 1);
  return ndArray('float32', shape, values);
}

async function trainingStep(
  network: Network,
  engine: TaskRequest['engine'],
  batch: Batch,
): Promise<PreparedTask> {
  const open = await openNetwork(network, { seed: 1, engine });
  return { weights: weightCount(network), engine: open.engine, work: () => open.trainStep(batch) };
}

const cnnStep = ({ engine }: TaskRequest): Promise<PreparedTask> => {
  const targets = Float32Array.from({ length: 32 }, () => Math.round(random.next()));
  return trainingStep(recipe(), engine, {
    inputs: drawn([32, 224, 224, 1]),
    targets: ndArray('float32', [32, 1], targets),
  });
};

function lstmStep({ engine, ...settings }: TaskRequest): Promise<PreparedTask> {
  const { steps, features } = settings as Record<string, number>;
  const batch = { inputs: drawn([32, steps, features]), targets: drawn([32, 1]) };
  return trainingStep(lstmNetwork(steps, features), engine, batch);
}

async function cnnPredict({ engine, batch }: TaskRequest): Promise<PreparedTask> {
  const network = recipe();
  const open = await openNetwork(network, { seed: 1, engine });
  const inputs = drawn([batch as number, 224, 224, 1]);
  return { weights: weightCount(network), engine: open.engine, work: () => open.predict(inputs) };
}

/** Row numbers in a random order. */
function shuffled(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** One pass over rows in a random order, through the training loop of the product. */
async function denseEpoch({ engine, ...settings }: TaskRequest): Promise<PreparedTask> {
  const { rows, columns, batch } = settings as Record<string, number>;
  const network = denseNetwork(columns);
  const open = await openNetwork(network, { seed: 1, engine });
  const [inputs, targets] = [drawn([rows, columns]), drawn([rows, 1])];
  function* batches(): Generator<Batch> {
    const order = shuffled(rows);
    for (let from = 0; from < rows; from += batch) {
      const chosen = order.subarray(from, from + batch);
      yield { inputs: takeRows(inputs, chosen), targets: takeRows(targets, chosen) };
    }
  }
  const stepsPerEpoch = Math.ceil(rows / batch);
  const work = () => fitNetwork(open, { epochs: 1, stepsPerEpoch, batches });
  return { weights: weightCount(network), engine: open.engine, work };
}

/** The same names as the Python workers have. */
export const tasks: Readonly<Record<string, (request: TaskRequest) => Promise<PreparedTask>>> = {
  'cnn-step': cnnStep,
  'lstm-step': lstmStep,
  'cnn-predict': cnnPredict,
  'dense-epoch': denseEpoch,
  'picture-epoch': pictureEpoch,
};

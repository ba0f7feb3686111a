import http from 'node:http';
import { demoSettings } from '@millwright/vision';
import { withTemporaryProduct, type TemporaryProduct } from '../reproduce/product.ts';
import { startApi } from './api-process.ts';
import { percentile, type BenchResult, type BenchRow } from './bench.ts';

const model = 'demo-parts';
const clients = 64;
const rounds = 3;
const secondsPerRound = 8;
const targets = { p95Ms: 60, batching: 2.5 };
/** The network of the demonstration, trained just enough to be there. */
const plant = {
  train: 160,
  test: 64,
  model: 'vision/defect-net',
  settings: { ...demoSettings, epochs: 2, refit: false },
  seed: 1,
};

/** Dynamic batching as the product has it, and none at all. */
const sides = {
  batched: {},
  alone: { INFERENCE_BATCH_SIZE: '1', INFERENCE_BATCH_WAIT_MS: '0' },
} as const;

/** One question in the binary form of the Open Inference Protocol, as a fast client asks it. */
function questionOf(picture: Buffer): { body: Buffer; headers: http.OutgoingHttpHeaders } {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(picture.length);
  const head = Buffer.from(
    JSON.stringify({
      inputs: [
        {
          name: 'image',
          datatype: 'BYTES',
          shape: [1],
          parameters: { binary_data_size: picture.length + 4 },
        },
      ],
    }),
  );
  const body = Buffer.concat([head, length, picture]);
  return {
    body,
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': head.length,
      'content-length': body.length,
    },
  };
}

function ask(port: number, agent: http.Agent, question: ReturnType<typeof questionOf>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1',
      port,
      agent,
      method: 'POST',
      path: `/v2/models/${model}/infer`,
      headers: question.headers,
    });
    request.once('error', reject).once('response', (response) => {
      response.once('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`the api answered ${response.statusCode}`)),
      );
      response.resume();
    });
    request.end(question.body);
  });
}

/** Every client asks, waits for its answer and asks again; gives the time of each answer [ms]. */
async function drive(
  port: number,
  questions: readonly ReturnType<typeof questionOf>[],
  seconds: number,
): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  const client = async (first: number): Promise<void> => {
    for (let turn = first; performance.now() < until; turn++) {
      const began = performance.now();
      await ask(port, agent, questions[turn % questions.length]);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, i) => client(i)));
  agent.destroy();
  return times.sort((left, right) => left - right);
}

async function picturesOf({ registry, artifacts }: TemporaryProduct): Promise<Buffer[]> {
  const { items } = await registry.items.list(model, 1, { part: 'test', limit: 64 });
  return Promise.all(items.map(async ({ hash }) => Buffer.from(await artifacts.read(hash))));
}

/**
 * 64 clients that ask a small model for one picture at a time: the 95th percentile of the time to an answer, and how
 * many answers a second there are with dynamic batching and without it. Servers take turns, the best round counts.
 */
export async function measureServing(): Promise<BenchResult> {
  return withTemporaryProduct(plant, async (product) => {
    await product.lifecycle.importDemonstrationPlant();
    const questions = (await picturesOf(product)).map(questionOf);
    const best = { batched: { each: Infinity, p95: Infinity }, alone: { each: Infinity, p95: Infinity } };
    const servers = {
      batched: await startApi(product, sides.batched),
      alone: await startApi(product, sides.alone),
    };
    try {
      for (const { port } of Object.values(servers)) await drive(port, questions, 3); // warm
      for (let round = 0; round < rounds; round++)
        for (const side of ['batched', 'alone'] as const) {
          const times = await drive(servers[side].port, questions, secondsPerRound);
          const each = (secondsPerRound * 1000) / times.length;
          best[side].each = Math.min(best[side].each, each);
          best[side].p95 = Math.min(best[side].p95, percentile(times, 0.95));
        }
    } finally {
      await Promise.all(Object.values(servers).map((server) => server.end()));
    }
    return {
      rows: rowsOf(best),
      measuredWith: { clients: `${clients}, each with one question at a time` },
      leftOut: [],
    };
  });
}

type Measured = Record<'batched' | 'alone', { each: number; p95: number }>;

function rowsOf({ batched, alone }: Measured): BenchRow[] {
  const row = (name: string, against: string, ours: number, reference: number, target?: number): BenchRow => {
    const ratio = ours / reference;
    const judged = target === undefined ? {} : { target, met: ratio <= target };
    return { case: name, engine: 'api', against, ours, reference, ratio, unit: 'ms', ...judged };
  };
  return [
    row('clients-64', 'no-batching', batched.each, alone.each, 1 / targets.batching),
    row('clients-64-p95', 'limit', batched.p95, targets.p95Ms, 1),
  ];
}

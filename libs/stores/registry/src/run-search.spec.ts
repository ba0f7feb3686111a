import { runQuerySchema, type RunView } from '@millwright/contracts';
import type { Registry } from './registry.ts';
import { aDataset, aRegistry, aRun, testServers } from './testing.ts';

/** The same list as the search should give it, made by hand over plain objects. */
interface Known {
  readonly id: string;
  readonly accuracy: number | null;
  readonly epochs: number;
}

describe.each(testServers())('the search of runs on $name', ({ url }) => {
  let registry: Registry & { url: string };
  const known: Known[] = [];
  beforeAll(async () => {
    registry = await aRegistry({ server: url });
    const { dataset } = await aDataset(registry);
    for (let i = 0; i < 24; i++) {
      const epochs = (i % 4) + 8;
      const { id } = await aRun(registry, {
        dataset,
        datasetVersion: 1,
        settings: { epochs, "it's": 'a%b' },
      });
      const accuracy = i % 6 === 5 ? null : ((i * 7) % 12) / 12;
      if (accuracy !== null) {
        await registry.runs.begin(id, 'wasm');
        const registered = { name: dataset, version: i + 1 };
        await registry.runs.complete(id, { metrics: { accuracy, 'ndcg@10': i }, baseline: {}, registered });
      }
      known.unshift({ id, accuracy, epochs });
    }
  }, 120_000);
  afterAll(() => registry.close());

  const search = async (query: object): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await registry.runs.list(
        runQuerySchema.parse({ limit: 5, ...query, ...(cursor && { cursor }) }),
      );
      ids.push(...page.items.map(({ id }: RunView) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return ids;
  };
  const ids = (runs: readonly Known[]) => runs.map(({ id }) => id);

  it('gives all of them newest first where nothing is asked', async () => {
    expect(await search({})).toEqual(ids(known));
  });

  it('compares metrics as numbers and params as texts', async () => {
    expect(await search({ filter: "metrics.accuracy > 0.5 AND params.epochs = '10'" })).toEqual(
      ids(known.filter(({ accuracy, epochs }) => accuracy !== null && accuracy > 0.5 && epochs === 10)),
    );
    expect(await search({ filter: "params.epochs IN ('8', '11')" })).toEqual(
      ids(known.filter(({ epochs }) => epochs === 8 || epochs === 11)),
    );
    expect(await search({ filter: "params.epochs < '9'" })).toEqual(
      ids(known.filter(({ epochs }) => String(epochs) < '9')),
    );
  });

  it('asks attributes, and names and texts with quotes and percent signs', async () => {
    expect(await search({ filter: "state = 'completed' AND engine = 'wasm'" })).toEqual(
      ids(known.filter(({ accuracy }) => accuracy !== null)),
    );
    expect(await search({ filter: "params.\"it's\" LIKE 'a%' AND created > '2020-01-01'" })).toEqual(
      ids(known),
    );
    expect(await search({ filter: "params.`it's` = ''' OR TRUE --'" })).toEqual([]);
    expect(await search({ filter: 'metrics.ndcg@10 >= 20 AND version = 1' })).toHaveLength(
      known.filter(({ accuracy }, i) => accuracy !== null && 23 - i >= 20).length,
    );
  });

  it.each(['ASC', 'DESC'])(
    'orders by a metric %s over all pages, newer first where equal, runs without it last',
    async (direction) => {
      const sign = direction === 'ASC' ? 1 : -1;
      const rest = known.filter(({ accuracy }) => accuracy === null);
      const sorted = known
        .filter(({ accuracy }) => accuracy !== null)
        .sort((left, right) => sign * (Number(left.accuracy) - Number(right.accuracy)));
      expect(await search({ order: `metrics.accuracy ${direction}` })).toEqual(ids([...sorted, ...rest]));
    },
  );

  it('orders by a param and by time', async () => {
    const texts = [...known].sort((left, right) =>
      String(left.epochs) < String(right.epochs) ? -1 : String(left.epochs) > String(right.epochs) ? 1 : 0,
    );
    expect(await search({ order: 'params.epochs' })).toEqual(ids(texts));
    expect(await search({ order: 'created DESC' })).toHaveLength(known.length);
  });

  it('counts what the filter lets through, not what is shown', async () => {
    const page = await registry.runs.list({ limit: 2, filter: "params.epochs = '8'" });
    expect([page.items.length, page.total]).toEqual([2, 6]);
  });

  it.each(['nonsense', Buffer.from('{"value":1,"seq":"x"}').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      await expect(registry.runs.list({ limit: 2, cursor })).rejects.toMatchObject({
        code: 'request.invalid',
      });
    },
  );
});

import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type {
  ClassificationReport,
  DatasetItem,
  DatasetVersionView,
  Finding,
  ImageProfile,
  ModelVersionView,
  RunView,
  SourceFile,
} from '@millwright/contracts';
import pg from 'pg';
import { openRegistry } from './open-registry.ts';
import type { NewModelVersion, NewRun, Registry } from './registry.ts';

/** The servers this test run knows: the embedded one always, and the one of TEST_DATABASE_URL where it is given. */
export function testServers(): { name: string; url: string }[] {
  const { DATABASE_URL: embedded, TEST_DATABASE_URL: given } = process.env;
  if (embedded === undefined) {
    throw new Error(
      'DATABASE_URL is missing: name tools/jest-pg-setup.mjs as globalSetup in jest.config.mjs',
    );
  }
  const servers = [{ name: 'embedded PostgreSQL', url: embedded }];
  return given === undefined ? servers : [...servers, { name: 'PostgreSQL server', url: given }];
}

const migrationsFolder = path.join(import.meta.dirname, '../prisma/migrations');

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own on a server, empty or with every migration applied. */
export async function aDatabase(
  options: { server?: string; migrated?: boolean } = {},
): Promise<TestDatabase> {
  const server = options.server ?? testServers()[0]?.url ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const address = new URL(server);
  address.pathname = `/${name}`;
  if (options.migrated ?? true) {
    await withClient(address.href, async (client) => {
      for (const folder of fs.readdirSync(migrationsFolder).sort()) {
        const file = path.join(migrationsFolder, folder, 'migration.sql');
        if (fs.existsSync(file)) await client.query(fs.readFileSync(file, 'utf8'));
      }
    });
  }
  return {
    url: address.href,
    drop: () =>
      withClient(server, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/** A registry on a database of its own; `close` drops it. */
export async function aRegistry(
  options: { server?: string } = {},
): Promise<Registry & { readonly url: string }> {
  const database = await aDatabase(options);
  const registry = openRegistry(database.url);
  return {
    ...registry,
    url: database.url,
    ping: () => registry.ping(),
    async close() {
      await registry.close();
      await database.drop();
    },
  };
}

/** A hash as artifacts have it, one per text. */
export const aHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A grey picture of 64 x 64; the label is `good` for even indexes and `scratch` for odd ones. */
export function anItem(index: number, given: Partial<DatasetItem> = {}): DatasetItem {
  const label = given.label ?? (index % 2 === 0 ? 'good' : 'scratch');
  const part = index % 5 === 4 ? 'test' : 'train';
  return {
    index,
    path: `${label}/${String(index).padStart(5, '0')}.png`,
    label,
    part,
    hash: aHash(`picture ${index}`),
    bytes: 1000 + index,
    width: 64,
    height: 64,
    channels: 1,
    ...given,
  };
}

export function aProfile(items: readonly DatasetItem[]): ImageProfile {
  const labels = [...new Set(items.map(({ label }) => label))].sort();
  const count = (label: string, part?: DatasetItem['part']) =>
    items.filter((item) => item.label === label && (part === undefined || item.part === part)).length;
  return {
    classes: labels.map((label) => ({
      label,
      total: count(label),
      train: count(label, 'train'),
      validation: count(label, 'validation'),
      test: count(label, 'test'),
      unassigned: count(label, null),
    })),
    width: { min: 64, median: 64, max: 64 },
    height: { min: 64, median: 64, max: 64 },
    colour: false,
    bytes: items.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** A dataset version that is ready. */
export async function aDataset(
  registry: Registry,
  given: {
    name?: string;
    items?: readonly DatasetItem[];
    sources?: readonly SourceFile[];
    findings?: readonly Finding[];
  } = {},
): Promise<DatasetVersionView> {
  const name = given.name ?? `parts-${randomUUID()}`;
  const items = given.items ?? Array.from({ length: 10 }, (_, index) => anItem(index));
  const sources = given.sources ?? [{ path: 'parts.zip', hash: aHash(randomUUID()), bytes: 10_000 }];
  const { version } = await registry.datasets.receive({ name, kind: 'images', sources });
  await registry.datasets.beginInspection(name, version);
  await registry.items.add(name, version, items);
  return registry.datasets.finish(name, version, {
    contentHash: aHash(JSON.stringify(items)),
    profile: aProfile(items),
    findings: given.findings ?? [],
    problems: [],
    rejected: 0,
  });
}

/** A run that waits, on a dataset of its own where none is named. */
export async function aRun(registry: Registry, given: Partial<NewRun> = {}): Promise<RunView> {
  const dataset = given.dataset === undefined ? await aDataset(registry) : null;
  return registry.runs.create({
    model: 'vision/defect-net',
    dataset: dataset?.dataset ?? '',
    datasetVersion: dataset?.version ?? 1,
    settings: { epochs: 3 },
    seed: 1,
    registerAs: dataset?.dataset ?? given.dataset ?? '',
    ...given,
  });
}

/** The report of four held-out pictures of two classes, one of them wrong. */
export function aReport(): ClassificationReport {
  const figures = {
    precision: 1,
    recall: 0.5,
    f1: 2 / 3,
    support: 2,
    recallInterval: [0.09, 0.91] as [number, number],
  };
  return {
    part: 'test',
    rows: 4,
    labels: ['good', 'scratch'],
    matrix: [
      [2, 0],
      [1, 1],
    ],
    classes: [
      { ...figures, label: 'good', precision: 2 / 3, recall: 1, f1: 0.8 },
      { ...figures, label: 'scratch' },
    ],
    accuracyInterval: [0.3, 0.95],
    metrics: { accuracy: 0.75 },
    baseline: { accuracy: 0.5 },
    baselineName: 'majority',
  };
}

/** A version of a model; its run is completed. */
export async function aModelVersion(
  registry: Registry,
  given: Partial<NewModelVersion> & { dataset?: string; datasetVersion?: number } = {},
): Promise<ModelVersionView> {
  const { dataset, datasetVersion = 1, ...figures } = given;
  const run = await aRun(registry, dataset === undefined ? {} : { dataset, datasetVersion });
  await registry.runs.begin(run.id, 'cpu');
  const report = aReport();
  const version = await registry.models.register({
    name: run.registerAs,
    run: run.id,
    engine: 'cpu',
    codeVersion: 'test',
    labels: report.labels,
    threshold: 0.5,
    metrics: report.metrics,
    baseline: report.baseline,
    report,
    files: [{ path: 'weights.safetensors', hash: aHash(`weights of ${run.id}`), bytes: 5000 }],
    seconds: 1.5,
    cases: [],
    ...figures,
  });
  const { metrics, baseline, name } = version;
  await registry.runs.complete(run.id, { metrics, baseline, registered: { name, version: version.version } });
  return version;
}

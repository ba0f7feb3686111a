/** The parts of JSON schema that our contracts come to. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  /** What the framework makes of `examples`. */
  readonly example?: unknown;
  readonly minimum?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}
type Named = Readonly<Record<string, Schema>>;

const hash = '4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358';

/** What a field of this name holds, wherever it stands; a contract that means something else carries `examples` of its own. */
const byName: Readonly<Record<string, unknown>> = {
  account: 'mes',
  action: 'model.promote',
  agent: 'Firefox on Linux',
  address: '10.0.4.17',
  actual: 'scratch',
  answer: 'scratch',
  baseline: { accuracy: 0.5, macroF1: 0.333 },
  baselineName: 'majority class',
  by: 'owner',
  bytes: 48213,
  channels: 1,
  codeVersion: '0.1.0',
  confidence: 0.97,
  contentHash: hash,
  createdBy: 'owner',
  current: 'the old password of the line',
  dataset: 'flanges',
  definition: 'vision/defect-net',
  datasetHash: hash,
  defaults: { inputSize: 96, epochs: 20 },
  deleted: ['flanges@1'],
  deletedBy: 'owner',
  description: 'tells the order system',
  details: { largest: 'good', ratio: 1.4 },
  engine: 'wasm',
  email: 'ana@plant.example',
  en: 'Defect network',
  event: 'epoch',
  excludable: [17],
  exclude: [17],
  excludeFindings: ['exact-duplicate'],
  extensions: ['binary_tensor_data'],
  file: 'scratch/part-00017.png',
  filter: "metrics.accuracy > 0.9 AND params.epochs = '20'",
  groups: [[16, 17]],
  hash,
  height: 96,
  hint: 'Save it again as PNG, or leave it out.',
  input: 'part-00017.png',
  inputHash: hash,
  job: 'inspect-flanges-1',
  key: 'mw_3q2f9sK1vYw7tN0bXe5hLr8uJc4dMz6gPa',
  label: 'scratch',
  labels: ['good', 'scratch'],
  line: 'line-2',
  matrix: [
    [99, 1],
    [2, 98],
  ],
  message: 'scratch/part-00017.png is no picture that can be read.',
  metrics: { accuracy: 0.985, macroF1: 0.985 },
  model: 'flanges',
  name: 'flanges',
  next: 'the new password of the line',
  note: 'finds finer scratches',
  order: 'metrics.accuracy DESC',
  password: 'the new password of the line',
  params: { file: 'scratch/part-00017.png' },
  part: 'test',
  path: 'scratch/part-00017.png',
  payload: { dataset: 'flanges', version: 1 },
  predicted: 'scratch',
  prefix: 'mw_3q2f9s',
  preview: [0, 1, 2],
  progress: 100,
  reason: 'runs everywhere',
  registerAs: 'flanges',
  restored: ['flanges@1'],
  returnTo: '/en/models',
  rows: 200,
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  subject: 'model:flanges',
  tag: 'line',
  token: '3q2f9sK1vYw7tN0bXe5hLr8uJc4dMz6gPa',
  url: 'https://erp.example.com/hooks',
  value: 'A',
  scores: { good: 0.03, scratch: 0.97 },
  seconds: 12.4,
  settings: { inputSize: 32, epochs: 3, minSteps: 60, refit: false },
  site: 'north',
  size: 256,
  support: 100,
  total: 1,
  values: [
    [0.1, 0.4],
    [0.2, 0.9],
  ],
  width: 96,
  zh: '缺陷网络',
};

/** Of the words of an enumeration, what is met most often. */
const usual = ['completed', 'ready', 'done', 'near-duplicate', 'image.unreadable'];

const formats: Readonly<Record<string, string>> = {
  uuid: '018f6d0a-4c1e-7b3a-9d52-6f1e0c8a7b41',
  'date-time': '2026-03-02T08:15:30.000Z',
  binary: 'the bytes of the file',
  uri: 'https://example.com/hook',
};

/**
 * An example of what a schema describes: its own where it carries one, else put together from its parts.
 *
 * @param name - of the field that holds it; `schemas` are those it may refer to
 * @returns undefined for a text of which nothing is known but that it is one
 */
export function exampleOf(schema: Schema, schemas: Named, name = ''): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.format && schema.format in formats) return formats[schema.format];
  if (schema.pattern?.startsWith('^[a-z]+\\/')) return 'vision/defect-net';
  if (schema.enum) return wordOf(schema.enum, name);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, schemas, name) as object));
  const choice = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null');
  if (choice) return exampleOf(choice, schemas, name);
  if (schema.properties) return objectOf(schema, schemas);
  if (name in byName && fits(byName[name], schema)) return byName[name];
  if (schema.prefixItems) return schema.prefixItems.map((item) => exampleOf(item, schemas, name));
  if (schema.items) return listOf(schema.items, schemas, name);
  return plain(schema);
}

const wordOf = (words: readonly unknown[], name: string): unknown =>
  words.includes(byName[name])
    ? byName[name]
    : (words.find((word) => usual.includes(String(word))) ?? words[0]);

const typesOf = ({ type = [] }: Schema): readonly string[] => [type].flat() as string[];

function fits(value: unknown, schema: Schema): boolean {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  const types = typesOf(schema);
  return types.includes(kind) || (types.includes('integer') && Number.isInteger(value));
}

/** A field of which no example is known is left out where it may be. */
function objectOf({ properties = {}, required = [] }: Schema, schemas: Named): object {
  const fields = Object.entries(properties).map(([key, field]) => [key, exampleOf(field, schemas, key)]);
  return Object.fromEntries(
    fields.filter(([key, value]) => value !== undefined || required.includes(String(key))),
  ) as object;
}

function listOf(items: Schema, schemas: Named, name: string): unknown[] {
  const one = exampleOf(items, schemas, name.replace(/s$/, ''));
  return one === undefined ? [] : [one];
}

function plain(schema: Schema): unknown {
  const types = typesOf(schema);
  if (schema.default !== undefined) return schema.default;
  if (types.includes('null') && types.length > 1) return null;
  if (types.includes('integer') || types.includes('number')) return Math.max(1, schema.minimum ?? 1);
  if (types.includes('boolean')) return true;
  if (types.includes('object')) return {};
  if (types.includes('array')) return [];
  return undefined;
}

import { AppError, type Bilingual } from '@millwright/contracts';

/** What a comparison looks at. */
export interface Field {
  readonly group: 'metrics' | 'params' | 'tags' | 'attributes';
  readonly name: string;
}

export const comparators = ['=', '!=', '>', '>=', '<', '<=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'] as const;
export type Comparator = (typeof comparators)[number];

export interface Comparison {
  readonly field: Field;
  readonly comparator: Comparator;
  readonly value: string | number | readonly string[];
}

export interface Order {
  readonly field: Field;
  readonly direction: 'ASC' | 'DESC';
}

/** Attributes of a run and what they are compared as. */
export const attributes = {
  state: 'text',
  model: 'text',
  dataset: 'text',
  name: 'text',
  engine: 'text',
  version: 'number',
  seed: 'number',
  created: 'time',
} as const;
export type Attribute = keyof typeof attributes;

const groups: Readonly<Record<string, Field['group']>> = {
  metrics: 'metrics',
  metric: 'metrics',
  params: 'params',
  parameters: 'params',
  param: 'params',
  tags: 'tags',
  tag: 'tags',
  attributes: 'attributes',
  attribute: 'attributes',
  attr: 'attributes',
};

interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'sign';
  readonly text: string;
  readonly at: number;
}

const shapes: readonly [Token['kind'], RegExp][] = [
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['text', /'(?:[^']|'')*'/y],
  ['quoted', /"[^"]*"|`[^`]*`/y],
  ['sign', /!=|>=|<=|[=><(),.]/y],
  ['word', /[\p{L}_][\p{L}\p{N}_@/-]*/uy],
];

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length;) {
    if (/\s/.test(source[at])) {
      at++;
      continue;
    }
    const found = shapes
      .map(([kind, shape]) => {
        shape.lastIndex = at;
        return { kind, text: shape.exec(source)?.[0] };
      })
      .find(({ text }) => text !== undefined);
    if (found?.text === undefined) throw expected(grammar.anything, source[at], at);
    tokens.push({ kind: found.kind, text: found.text, at });
    at += found.text.length;
  }
  return tokens;
}

/** What a filter is made of, in words. */
const grammar = {
  anything: { en: 'a name, a value or a comparison', zh: '名称、值或比较符' },
  field: {
    en: 'metrics.NAME, params.NAME, tags.NAME or an attribute',
    zh: 'metrics.名称、params.名称、tags.名称或属性',
  },
  attribute: {
    en: `metrics.NAME, params.NAME, tags.NAME or one of ${Object.keys(attributes).join(', ')}`,
    zh: `metrics.名称、params.名称、tags.名称或 ${Object.keys(attributes).join('、')} 之一`,
  },
  group: { en: 'metrics, params, tags or attributes', zh: 'metrics、params、tags 或 attributes' },
  name: { en: 'a name', zh: '名称' },
  number: { en: 'a number', zh: '数字' },
  text: { en: "a text in single quotes, such as '10'", zh: "单引号中的文本，例如 '10'" },
  time: {
    en: "a time in single quotes, such as '2026-01-31T08:00Z'",
    zh: "单引号中的时间，例如 '2026-01-31T08:00Z'",
  },
  order: { en: 'ASC, DESC or the end', zh: 'ASC、DESC 或结尾' },
  end: { en: 'the end', zh: '结尾' },
} as const satisfies Record<string, Bilingual>;

const expected = (what: string | Bilingual, received: string | undefined, at: number): AppError =>
  new AppError('run.filter', { expected: what, received: received ?? grammar.end, position: at + 1 });

/** Reads the tokens of one text in turn. */
class Reader {
  private next = 0;
  private readonly tokens: readonly Token[];

  constructor(private readonly source: string) {
    this.tokens = tokensOf(source);
  }

  get isDone(): boolean {
    return this.next >= this.tokens.length;
  }

  /** Takes the next token where it is this one. */
  takes(text: string): boolean {
    const isNext = this.tokens[this.next]?.text.toUpperCase() === text;
    if (isNext) this.next++;
    return isNext;
  }

  need(text: string): void {
    if (!this.takes(text)) throw this.expected(text);
  }

  take(what: Bilingual, ...kinds: Token['kind'][]): Token {
    const token = this.tokens[this.next];
    if (token === undefined || !kinds.includes(token.kind)) throw this.expected(what);
    this.next++;
    return token;
  }

  expected(what: string | Bilingual): AppError {
    const token = this.tokens[this.next];
    return expected(what, token?.text, token?.at ?? this.source.length);
  }

  /** `metrics.accuracy`, params."learning rate", `state`. */
  field(): Field {
    const first = this.take(grammar.field, 'word');
    if (!this.takes('.')) return this.attribute(first);
    const group = groups[first.text.toLowerCase()] as Field['group'] | undefined;
    if (group === undefined) throw expected(grammar.group, first.text, first.at);
    const name = this.take(grammar.name, 'word', 'quoted', 'number');
    const parts = [name.kind === 'quoted' ? name.text.slice(1, -1) : name.text];
    while (name.kind !== 'quoted' && this.takes('.'))
      parts.push(this.take(grammar.name, 'word', 'number').text);
    const whole = { ...name, text: parts.join('.') };
    return group === 'attributes' ? this.attribute(whole) : { group, name: whole.text };
  }

  private attribute({ text, at }: Token): Field {
    if (!Object.hasOwn(attributes, text)) throw expected(grammar.attribute, text, at);
    return { group: 'attributes', name: text };
  }

  comparator(): Comparator {
    if (this.takes('NOT')) {
      this.need('IN');
      return 'NOT IN';
    }
    const found = comparators.find((one) => this.takes(one));
    if (found === undefined) throw this.expected(comparators.join(', '));
    return found;
  }

  text(): string {
    const { text } = this.take(grammar.text, 'text', 'quoted');
    return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text.slice(1, -1);
  }
}

/** What a field is compared as. */
export function kindOf({ group, name }: Field): 'text' | 'number' | 'time' {
  if (group === 'metrics') return 'number';
  return group === 'attributes' ? attributes[name as Attribute] : 'text';
}

function comparison(reader: Reader): Comparison {
  const field = reader.field();
  const kind = kindOf(field);
  const before = reader.expected('=, !=, >, >=, < or <=');
  const comparator = reader.comparator();
  if (comparator === 'IN' || comparator === 'NOT IN') {
    if (kind !== 'text') throw before;
    return { field, comparator, value: list(reader) };
  }
  if (kind !== 'text' && comparator.endsWith('LIKE')) throw before;
  if (kind === 'number') {
    const { text } = reader.take(grammar.number, 'number');
    return { field, comparator, value: Number(text) };
  }
  const here = reader.expected(grammar.time);
  const value = reader.text();
  if (kind === 'time' && Number.isNaN(Date.parse(value))) throw here;
  return { field, comparator, value: kind === 'time' ? new Date(value).toISOString() : value };
}

function list(reader: Reader): string[] {
  reader.need('(');
  const values = [reader.text()];
  while (reader.takes(',')) values.push(reader.text());
  reader.need(')');
  return values;
}

/**
 * A filter as text: `metrics.accuracy > 0.9 AND params.epochs = '10'`. Metrics compare as numbers, params and tags as texts;
 * attributes are those of {@link attributes}. Names with other characters stand in backticks or double quotes.
 *
 * @throws AppError `run.filter` with what was expected and the position from 1
 * @see the search syntax of MLflow, whose users know it
 */
export function parseFilter(source: string): Comparison[] {
  const reader = new Reader(source);
  const found = [comparison(reader)];
  while (!reader.isDone) {
    reader.need('AND');
    found.push(comparison(reader));
  }
  return found;
}

/** `metrics.accuracy DESC`; ascending where nothing is said. @throws AppError `run.filter` */
export function parseOrder(source: string): Order {
  const reader = new Reader(source);
  const field = reader.field();
  const direction = reader.takes('DESC') ? 'DESC' : 'ASC';
  if (direction === 'ASC') reader.takes('ASC');
  if (!reader.isDone) throw reader.expected(grammar.order);
  return { field, direction };
}

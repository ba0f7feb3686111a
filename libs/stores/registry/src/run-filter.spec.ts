import { AppError } from '@millwright/contracts';
import { parseFilter, parseOrder } from './run-filter.ts';

/** Position and what was received, as the error says it. */
function complaint(work: () => unknown): unknown[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const received = error.params['received'];
    return [error.code, error.params['position'], typeof received === 'object' ? received.en : received];
  }
}

describe('parseFilter', () => {
  it('reads comparisons of metrics, params and attributes joined by AND', () => {
    expect(parseFilter("metrics.accuracy > 0.9 AND params.epochs = '10' and state != 'failed'")).toEqual([
      { field: { group: 'metrics', name: 'accuracy' }, comparator: '>', value: 0.9 },
      { field: { group: 'params', name: 'epochs' }, comparator: '=', value: '10' },
      { field: { group: 'attributes', name: 'state' }, comparator: '!=', value: 'failed' },
    ]);
  });

  it('reads names with other characters, long names of the groups, lists, and quotes inside texts', () => {
    const filter =
      "metric.`recall of \"good\"` <= -1.5e-3 AND parameters.\"learning rate\" NOT IN ('a', 'b') AND attr.name ILIKE 'it''s 100%' AND params.loss.weight = \"x\"";
    expect(
      parseFilter(filter).map(({ field, comparator, value }) => [field.name, comparator, value]),
    ).toEqual([
      ['recall of "good"', '<=', -0.0015],
      ['learning rate', 'NOT IN', ['a', 'b']],
      ['name', 'ILIKE', "it's 100%"],
      ['loss.weight', '=', 'x'],
    ]);
  });

  it('reads metric names that hold digits and signs', () => {
    expect(parseFilter('metrics.ndcg@10 > 1')[0].field.name).toBe('ndcg@10');
    expect(parseFilter('metrics.recall.def_front > 1')[0].field.name).toBe('recall.def_front');
  });

  it('reads tags as texts', () => {
    expect(parseFilter("tags.line = 'A' AND tag.`shift/day` != ''")).toEqual([
      { field: { group: 'tags', name: 'line' }, comparator: '=', value: 'A' },
      { field: { group: 'tags', name: 'shift/day' }, comparator: '!=', value: '' },
    ]);
  });

  it('reads a time in any zone as UTC', () => {
    expect(parseFilter("created >= '2026-01-31T08:00:00+08:00'")[0].value).toBe('2026-01-31T00:00:00.000Z');
  });

  it.each([
    ['', 1, 'the end'],
    ['accuracy > 0.9', 1, 'accuracy'],
    ['tags.line = 1', 13, '1'],
    ['signs.line = 1', 1, 'signs'],
    ['metrics.accuracy', 17, 'the end'],
    ["metrics.accuracy > '0.9'", 20, "'0.9'"],
    ['metrics.accuracy LIKE 1', 18, 'LIKE'],
    ["metrics.accuracy IN ('1')", 18, 'IN'],
    ['params.epochs = 10', 17, '10'],
    ["params.epochs = '10' OR state = 'x'", 22, 'OR'],
    ["params.epochs = '10' AND", 25, 'the end'],
    ["params.epochs = '10", 17, "'"],
    ['params.a IN ()', 14, ')'],
    ["created > 'yesterday'", 11, "'yesterday'"],
    ["state = 'x'; DROP TABLE runs", 12, ';'],
    ['metrics.constructor.', 21, 'the end'],
    ['constructor = 1', 1, 'constructor'],
  ])('refuses %j at character %i', (filter, position, received) => {
    expect(complaint(() => parseFilter(filter))).toEqual(['run.filter', position, received]);
  });
});

describe('parseOrder', () => {
  it('reads a field and a direction, ascending where nothing is said', () => {
    expect(parseOrder('metrics.accuracy desc')).toEqual({
      field: { group: 'metrics', name: 'accuracy' },
      direction: 'DESC',
    });
    expect(parseOrder('created').direction).toBe('ASC');
  });

  it.each([
    ['metrics.accuracy down', 18, 'down'],
    ['metrics.a DESC, metrics.b', 15, ','],
  ])('refuses %j', (order, position, received) => {
    expect(complaint(() => parseOrder(order))).toEqual(['run.filter', position, received]);
  });
});

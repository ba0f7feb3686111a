import { entityTag, entityTagOf, tagsIn } from './entity-tag.ts';

describe('the tag of an answer', () => {
  it('is another for another byte, strong, and the same for the same view', () => {
    expect(entityTag('{"a":1}')).toMatch(/^"[\w-]{27}"$/);
    expect(entityTag('{"a":1}')).toBe(entityTagOf({ a: 1 }));
    expect(entityTag('{"a":1}')).not.toBe(entityTag('{"a":2}'));
  });
});

describe('If-Match', () => {
  it.each([
    ['"a"', ['"a"']],
    ['"a", "b" ,"c"', ['"a"', '"b"', '"c"']],
    ['W/"a", "b"', ['"b"']],
    ['W/"a"', []],
    ['*', '*'],
    [' * ', '*'],
    ['a', null],
    ['"a" "b"', null],
    ['"a', null],
    ['', null],
    ['"a",', null],
  ])('%j names %j', (header, tags) => {
    expect(tagsIn(header)).toEqual(tags);
  });
});

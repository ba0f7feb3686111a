import { Blocks } from './blocks.ts';

describe('Blocks', () => {
  it('begin where they may, one behind the other, on lines of 64 bytes', () => {
    const blocks = new Blocks(128);
    expect([blocks.take(1), blocks.take(65), blocks.take(64)]).toEqual([128, 192, 320]);
  });

  it('take the lowest gap that is wide enough', () => {
    const blocks = new Blocks(0);
    const [small, , large] = [blocks.take(64), blocks.take(64), blocks.take(640), blocks.take(64)];
    blocks.give(small);
    blocks.give(large);
    expect(blocks.take(128)).toBe(large);
    expect(blocks.take(64)).toBe(small);
  });

  it('tell the end that the memory must have without taking anything', () => {
    const blocks = new Blocks(64);
    blocks.take(64);
    expect([blocks.endWith(100), blocks.endWith(100)]).toEqual([256, 256]);
  });
});

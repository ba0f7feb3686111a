import { setTimeout as sleep } from 'node:timers/promises';
import { inOrder } from './in-order.ts';

describe('inOrder', () => {
  it('gives the results in the order of the source, however long each takes', async () => {
    const results: number[] = [];
    for await (const value of inOrder([30, 1, 20, 2, 10], 3, async (ms) => {
      await sleep(ms);
      return ms;
    }))
      results.push(value);
    expect(results).toEqual([30, 1, 20, 2, 10]);
  });

  it('has at most `width` at work or waiting to be taken', async () => {
    let [begun, taken, most] = [0, 0, 0];
    const source = Array.from({ length: 50 }, (_, i) => i);
    for await (const value of inOrder(source, 4, async (i) => {
      begun++;
      most = Math.max(most, begun - taken);
      await sleep(1);
      return i;
    })) {
      expect(value).toBe(taken);
      taken++;
    }
    expect(taken).toBe(50);
    expect(most).toBe(4);
  });

  it('throws what one of them throws, after those before it', async () => {
    const results: number[] = [];
    const reading = (async () => {
      for await (const value of inOrder([1, 2, 3, 4], 4, async (i) => {
        if (i === 3) throw new Error('three');
        return i;
      }))
        results.push(value);
    })();
    await expect(reading).rejects.toThrow('three');
    expect(results).toEqual([1, 2]);
  });
});

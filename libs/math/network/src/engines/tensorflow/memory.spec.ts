import * as g from '../../graph/build.ts';
import { peakBytes } from './memory.ts';

const lengths = new Map([['batch', 10]]);
const x = g.input('x', { shape: ['batch', 1000], dtype: 'float32' });
/** Of one value `[batch, 1000]`. */
const bytes = 10 * 1000 * 4;

describe('the memory of a call', () => {
  it('is that of the two neighbours in a chain, however long', () => {
    const chain = g.exp(g.exp(g.exp(g.exp(x))));
    expect(peakBytes({ outputs: { chain }, effects: [] }, lengths)).toBe(2 * bytes);
  });
  it('counts what is still to be read, under whatever shape', () => {
    const kept = g.reshape(g.exp(x), ['batch', 10, 100]);
    const sum = g.add(g.reshape(g.exp(g.exp(g.reshape(kept, ['batch', 1000]))), ['batch', 10, 100]), kept);
    // exp(x) waits while the two after it are computed.
    expect(peakBytes({ outputs: { sum }, effects: [] }, lengths)).toBe(3 * bytes);
  });
  it('leaves out variables, which are there in any case, and counts what an effect is given', () => {
    const w = g.variable({ name: 'w', shape: [1000] });
    const moved = g.sum(g.multiply(x, w), { axes: [0] });
    const program = { outputs: {}, effects: [g.assign('w', g.add(w, moved))] };
    expect(peakBytes(program, lengths)).toBe(2 * bytes);
  });
});

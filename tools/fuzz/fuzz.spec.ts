import { seeded } from '@millwright/tensors';
import { fuzz } from './fuzz.ts';
import { mutate, mutateJson } from './mutate.ts';
import { tallyOf } from './outcome.ts';
import { readers } from './readers.ts';
import { tallyTable } from './table.ts';
import { targets } from './targets/index.ts';

describe('every reader of foreign bytes', () => {
  it('is among those that can be tried', () => {
    expect(targets.map(({ name }) => name)).toEqual(readers.map(({ name }) => name));
  });

  it.each(readers.map(({ name }) => name))(
    '%s: ends in a value or in an error of ours on 300 damaged inputs, and leaves nothing behind',
    async (reader) => {
      const { inputs, accepted, refused, faults } = await fuzz({ reader, count: 300, seed: 20_261 });
      expect(faults).toEqual([]);
      expect(inputs).toBe(300);
      // Were all refused, or none, the damage would be too coarse or too fine to prove anything.
      expect(accepted).toBeGreaterThan(0);
      expect(Object.keys(refused).length).toBeGreaterThan(0);
    },
    120_000,
  );
});

describe('the trial', () => {
  const targets = 'fuzz/testing/faulty.ts';
  it.each([
    ['throws', /RangeError: out of range/],
    ['later', /nobody caught: .*too late/],
    ['leaves', /left behind: rest/],
    ['crashes', /the process ended with SIGKILL/],
    ['hangs', /it hung for 8 s/],
    ['hoards', /it asked for \d+ MB/],
  ])('finds a reader that %s, and goes on with the next input', async (reader, words) => {
    const { inputs, faults } = await fuzz({ reader, count: 3, seed: 1, targets, silence: 8000 });
    expect(inputs).toBe(3);
    expect(faults.map(({ index }) => index)).toEqual([1]);
    expect(faults[0].fault).toMatch(words);
  });

  it('counts what became of the inputs', () => {
    const tally = tallyOf('zip', [
      { index: 0, codes: [] },
      { index: 1, codes: ['archive.link', 'archive.encrypted'] },
      { index: 2, codes: ['archive.link'] },
      { index: 3, codes: [], fault: 'RangeError' },
    ]);
    expect(tally).toEqual({
      reader: 'zip',
      inputs: 4,
      accepted: 1,
      refused: { 'archive.link': 2 },
      faults: [{ index: 3, fault: 'RangeError' }],
    });
    expect(tallyTable([tally])).toMatch(/zip +4 +1 +1 +archive\.link 2/);
  });
});

describe('damage', () => {
  const good = Buffer.from('{"length": 12, "rest": [1, 2, 3]}');
  it('is the same for equal seeds, differs for others, and leaves the good file alone', () => {
    const before = Buffer.from(good);
    const damaged = Array.from({ length: 200 }, (_, i) => mutate(good, seeded(i)));
    expect(damaged).toEqual(Array.from({ length: 200 }, (_, i) => mutate(good, seeded(i))));
    expect(new Set(damaged.map((bytes) => bytes.toString('latin1'))).size).toBeGreaterThan(150);
    expect(damaged.filter((bytes) => !bytes.equals(good)).length).toBeGreaterThan(180);
    expect(good).toEqual(before);
  });
  it('of JSON leaves JSON', () => {
    const json = { layers: [{ units: 3 }, { units: 1 }], name: 'one' };
    const damaged = Array.from({ length: 200 }, (_, i) => JSON.stringify(mutateJson(json, seeded(i))));
    expect(new Set(damaged).size).toBeGreaterThan(100);
    expect(json).toEqual({ layers: [{ units: 3 }, { units: 1 }], name: 'one' });
  });
});

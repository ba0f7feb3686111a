import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sum } from './test.mjs';

describe('the counts of npm test', () => {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'millwright-counts-'));
  afterAll(() => fs.rmSync(place, { recursive: true }));

  const project = (name: string, counts?: { passed: number; failed: number; skipped: number }) => {
    const results = path.join(place, name, 'test-results');
    fs.mkdirSync(results, { recursive: true });
    if (counts) fs.writeFileSync(path.join(results, 'jest.json'), JSON.stringify(counts));
    return { name, folder: name, tags: [] };
  };

  it('are the sums over the projects', () => {
    const one = project('one', { passed: 3, failed: 1, skipped: 0 });
    const two = project('two', { passed: 4, failed: 0, skipped: 2 });
    expect(sum([one, two], place)).toEqual({ passed: 7, failed: 1, skipped: 2 });
  });

  it('count a project that left no result as failed', () => {
    const crashed = project('crashed');
    const fine = project('fine', { passed: 1, failed: 0, skipped: 0 });
    expect(sum([crashed, fine], place)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});

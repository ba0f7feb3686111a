// Readers that fail at their second input, each in a way that a trial has to find.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Target } from '../target.ts';

const held: Buffer[] = [];

const failures: Readonly<Record<string, () => void | Promise<void>>> = {
  throws() {
    throw new RangeError('out of range');
  },
  later() {
    void Promise.reject(new Error('too late'));
  },
  leaves() {
    fs.writeFileSync(path.join(os.tmpdir(), 'rest'), 'of an archive');
  },
  crashes: () =>
    new Promise<void>(() => {
      process.kill(process.pid, 'SIGKILL');
    }),
  hangs() {
    for (;;);
  },
  hoards() {
    held.push(Buffer.alloc(1.2e9, 1));
  },
};

export const targets: readonly Target[] = Object.entries(failures).map(([name, fail]): Target => {
  let inputs = 0;
  return {
    name,
    prepare: async () => ({
      good: [],
      damaged: () => new Map([['input', Uint8Array.of(inputs++)]]),
      async read(files) {
        if (files.get('input')?.[0] === 1) await fail();
        return [];
      },
    }),
  };
});

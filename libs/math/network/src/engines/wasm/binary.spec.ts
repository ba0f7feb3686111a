import { readFileSync } from 'node:fs';
import { ndArray, type NdArray } from '@millwright/tensors';
import * as build from '../../graph/build.ts';
import type { Module } from '../../graph/value.ts';
import { expectAlike } from '../../testing/compare.ts';
import { interpret } from '../../testing/interpret.ts';
import { chooseBinary } from './binary.ts';
import { Machine } from './machine.ts';
import { Plans } from './plan/plans.ts';
import { webAssembly } from './web-assembly.ts';

const x = build.input('x', { shape: ['batch', 33], dtype: 'float32' });
const module: Module = {
  variables: [],
  programs: {
    only: {
      outputs: {
        softmax: build.softmax(x),
        logarithm: build.log(build.add(build.square(x), 0.5)),
        means: build.mean(build.tanh(x), { axes: [0] }),
        turned: build.transpose(build.sigmoid(x), [1, 0]),
      },
      effects: [],
    },
  },
};
const inputs = new Map<string, NdArray>([
  [
    'x',
    ndArray(
      'float32',
      [503, 33],
      Float32Array.from({ length: 503 * 33 }, (_, i) => 3 * Math.sin(i)),
    ),
  ],
]);

/** Asking for the best one is what makes Node 20 take it. */
const best = chooseBinary();
const runnable = ['plain.wasm', ...(typeof best !== 'string' && best.relaxed ? ['relaxed.wasm'] : [])];

describe('the binaries', () => {
  it.each(runnable)('%s gives what the interpreter gives', async (name) => {
    const file = new URL(`../../../generated/${name}`, import.meta.url);
    const machine = new Machine(await webAssembly().compile(readFileSync(file)));
    const { heap, threads } = machine;
    const plans = new Plans({ heap, threads, forget: (plan) => machine.forget(plan) }, module, new Map());
    const plan = plans.of('only', inputs);
    for (const [input, place] of plan.inputs) heap.write(place, inputs.get(input) as NdArray);
    await machine.run(plan);
    const actual = new Map([...plan.outputs].map(([output, place]) => [output, heap.read(place)]));
    await machine.end();
    expectAlike(actual, await interpret(module).run('only', inputs), 3e-6);
  });

  it('without relaxed SIMD use none of it', () => {
    // Relaxed instructions have opcodes 0x100 and above behind the prefix 0xfd: as LEB128 0x80 to 0x93, 0x02.
    const relaxed = (name: string): number => {
      const bytes = readFileSync(new URL(`../../../generated/${name}`, import.meta.url));
      let found = 0;
      for (let i = 0; i + 2 < bytes.length; i++)
        if (bytes[i] === 0xfd && bytes[i + 1] >= 0x80 && bytes[i + 1] <= 0x93 && bytes[i + 2] === 0x02)
          found++;
      return found;
    };
    expect(relaxed('plain.wasm')).toBe(0);
    expect(relaxed('relaxed.wasm')).toBeGreaterThan(10);
  });
});

import type { NdArray } from '@millwright/tensors';
import { input } from '../../../../graph/build.ts';
import { gradients } from '../../../../graph/differentiate.ts';
import { apply } from '../../../../graph/apply.ts';
import type { Cell } from '../../../../graph/attributes.ts';
import { interpret } from '../../../../testing/interpret.ts';
import { wasmGraphEngine } from '../../graph-engine.ts';
import { numbers, randomArray, withThreads, worst } from './testing/differences.ts';

/** Roundings of twenty steps, against the interpreter in double precision, relative to the largest value. */
const tolerance = 5e-5;

const gates = { lstm: 4, gru: 3, simple: 1 };
const shapes = [
  { batch: 3, steps: 5, features: 2, units: 5 },
  { batch: 1, steps: 1, features: 1, units: 3 },
  { batch: 50, steps: 7, features: 8, units: 16 },
  { batch: 9, steps: 20, features: 13, units: 22 },
];
const cases = (['lstm', 'gru', 'simple'] as const).flatMap((cell) =>
  shapes.flatMap((shape) => [false, true].map((masked) => ({ cell, masked, ...shape }))),
);

function moduleOf(cell: Cell, arrays: ReadonlyMap<string, NdArray>) {
  const values = [...arrays].map(([name, { shape }]) => input(name, { shape, dtype: 'float32' }));
  const [dStates, ...rest] = values;
  const [states] = apply('recurrent', rest, { cell });
  const weighted = apply('multiply', [states, dStates], {})[0];
  const loss = apply('sum', [weighted], { axes: [0, 1, 2], keepDimensions: false })[0];
  const back = gradients(loss, rest.slice(0, 4));
  const outputs = { states, ...Object.fromEntries(back.map((value, index) => [`d${index}`, value])) };
  return { variables: [], programs: { only: { outputs, effects: [] } } };
}

describe('recurrent cells of the wasm engine', () => {
  it.each(cases)(
    '$cell, masked $masked: [$batch, $steps, $features] to $units units and back',
    async ({ cell, masked, batch, steps, features, units }) => {
      const next = numbers(8);
      const width = gates[cell] * units;
      const arrays = new Map<string, NdArray>([
        ['up', randomArray([batch, steps, units], next)],
        ['x', randomArray([batch, steps, features], next)],
        ['kernel', randomArray([features, width], next)],
        ['recurrent', randomArray([units, width], () => next() / 2)],
        ['bias', randomArray(cell === 'gru' ? [2, width] : [width], next)],
      ]);
      if (masked)
        arrays.set(
          'mask',
          randomArray([batch, steps], () => (next() < -0.3 ? 0 : 1)),
        );
      const module = moduleOf(cell, arrays);
      const exact = await interpret(module).run('only', arrays);
      for (const threads of [1, 2]) {
        const session = await withThreads(threads, () => wasmGraphEngine().open(module));
        expect(worst(await session.run('only', arrays), exact)).toBeLessThan(tolerance);
        session.dispose();
      }
    },
  );
});

import { ndArray, type NdArray } from '@millwright/tensors';
import * as g from './graph/build.ts';
import type { Module } from './graph/value.ts';
import type { Session } from './engines/session.ts';
import { graphEngines } from './testing/graph-engines.ts';
import { interpret } from './testing/interpret.ts';

const vector = (...values: number[]): NdArray<'float32'> =>
  ndArray('float32', [values.length], Float32Array.from(values));
const numbers = (array: NdArray | undefined): number[] => Array.from(array?.data ?? []);

/** `step`: total ← total + Σ x over the batch, last ← total before; `look` changes nothing. */
function counter(): Module {
  const x = g.input('x', { shape: ['batch', 2], dtype: 'float32' });
  const total = g.variable({ name: 'total', shape: [2] });
  const after = g.add(total, g.sum(x, { axes: [0] }));
  const other = g.input('other', { shape: [2], dtype: 'float32' });
  return {
    variables: [
      { name: 'total', shape: [2] },
      { name: 'last', shape: [2] },
    ],
    programs: {
      step: {
        outputs: { before: total, after },
        effects: [g.assign('total', after), g.assign('last', total)],
      },
      look: { outputs: { twice: g.multiply(total, 2), theirs: g.add(total, other) }, effects: [] },
    },
  };
}

const rows = (count: number): Map<string, NdArray> =>
  new Map([['x', ndArray('float32', [count, 2], new Float32Array(2 * count).fill(1))]]);

const interpreter = {
  name: 'the interpreter',
  obstacle: null,
  open: async (module: Module) => interpret(module),
};

for (const { name: engine, obstacle, open } of [interpreter, ...graphEngines]) {
  const on = obstacle === null ? describe : describe.skip;
  on(`a session on ${engine}${obstacle === null ? '' : ` (${obstacle})`}`, () => {
    let session: Session;
    beforeEach(async () => {
      session = await open(counter());
    });
    afterEach(() => session.dispose());

    it('begins with zeros, and keeps what is written until it is changed', async () => {
      expect(numbers((await session.read()).get('total'))).toEqual([0, 0]);
      session.write(new Map([['total', vector(3, -4)]]));
      expect([...(await session.read()).keys()].sort()).toEqual(['last', 'total']);
      expect(numbers((await session.read(['total'])).get('total'))).toEqual([3, -4]);
    });

    it('changes variables after everything has read them, once a run', async () => {
      session.write(new Map([['total', vector(1, 2)]]));
      const found = await session.run('step', rows(3));
      expect(numbers(found.get('before'))).toEqual([1, 2]);
      expect(numbers(found.get('after'))).toEqual([4, 5]);
      const kept = await session.read();
      expect(numbers(kept.get('total'))).toEqual([4, 5]);
      expect(numbers(kept.get('last'))).toEqual([1, 2]);
    });

    it('gives what is asked for alone, and changes variables all the same', async () => {
      expect([...(await session.run('step', rows(2), ['after'])).keys()]).toEqual(['after']);
      expect((await session.run('step', rows(2), [])).size).toBe(0);
      expect(numbers((await session.read(['total'])).get('total'))).toEqual([4, 4]);
    });

    it('needs no inputs that only other outputs need', async () => {
      session.write(new Map([['total', vector(5, 6)]]));
      expect(numbers((await session.run('look', new Map(), ['twice'])).get('twice'))).toEqual([10, 12]);
    });

    it('takes each batch in the length that it comes in', async () => {
      for (const count of [1, 7, 2]) await session.run('step', rows(count));
      expect(numbers((await session.read(['total'])).get('total'))).toEqual([10, 10]);
    });

    it('gives copies: what is done to them changes nothing', async () => {
      const mine = vector(1, 1);
      session.write(new Map([['total', mine]]));
      mine.data.fill(9);
      (await session.read()).get('total')?.data.fill(8);
      expect(numbers((await session.read()).get('total'))).toEqual([1, 1]);
    });

    it('shares nothing with another session of the same module', async () => {
      const other = await open(counter());
      other.write(new Map([['total', vector(1, 1)]]));
      expect(numbers((await session.read()).get('total'))).toEqual([0, 0]);
      other.dispose();
    });
  });
}

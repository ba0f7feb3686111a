import type { NdArray } from '@millwright/tensors';
import type { OperationName } from '../../graph/attributes.ts';
import type { Module } from '../../graph/value.ts';
import { feedOf, moduleOf, type Case } from '../../testing/cases/case.ts';
import { cases } from '../../testing/cases/index.ts';
import { difference } from '../../testing/compare.ts';
import { interpret } from '../../testing/interpret.ts';
import type { Arrays, Session } from '../session.ts';
import { tensorflowGraphEngine, tensorflowObstacle } from './graph-engine.ts';

const obstacle = tensorflowObstacle();
const describeTensorflow = obstacle === null ? describe : describe.skip;

/** Everything that a row gives in two runs of other lengths, variables included. */
async function everything(session: Session, module: Module, one: Case): Promise<Arrays> {
  const all = new Map<string, NdArray<'float32'>>();
  for (const run of [0, 1]) {
    const { inputs, variables } = feedOf(one, module, run);
    session.write(variables);
    for (const program of Object.keys(module.programs))
      for (const [name, array] of await session.run(program, inputs))
        all.set(`${program} ${name} ${run}`, array);
    for (const [name, array] of await session.read()) all.set(`${name} ${run}`, array);
  }
  session.dispose();
  return all;
}

// Expected: the double-precision interpreter of src/testing, an implementation of its own.
describeTensorflow(`each operation on tensorflow${obstacle === null ? '' : ` (${obstacle})`}`, () => {
  const rows = (Object.keys(cases) as OperationName[]).flatMap((name) =>
    cases[name].map((one): [string, Case] => [`${name}, ${one.name}`, one]),
  );
  it.each(rows)('%s: as the interpreter has it', async (_, one) => {
    const module = moduleOf(one);
    const actual = await everything(await tensorflowGraphEngine().open(module), module, one);
    const expected = await everything(interpret(module), module, one);
    expect([...actual.keys()]).toEqual([...expected.keys()]);
    for (const [name, array] of expected) {
      const found = actual.get(name) as NdArray;
      expect({ name, near: difference(found, array) < 2e-5 }).toEqual({ name, near: true });
    }
  });
});

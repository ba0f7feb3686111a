import type { NdArray } from '@millwright/tensors';
import { moduleOf } from '../../programs/module.ts';
import { RunningNetwork } from '../../running-network.ts';
import { difference } from '../../testing/compare.ts';
import { interpret } from '../../testing/interpret.ts';
import { smallNetwork, stripes } from '../../testing/networks.ts';
import type { Session } from '../session.ts';
import { answeredByOnnx } from './answered.ts';
import { onnxObstacle } from './runtime.ts';

const installed = (await onnxObstacle()) === null;

/** The interpreter, and the programs that it was asked to run. */
function watched(): { session: Session; ran: string[] } {
  const session = interpret(moduleOf(smallNetwork(), 1));
  const ran: string[] = [];
  const run: Session['run'] = (program, ...rest) => {
    ran.push(program);
    return session.run(program, ...rest);
  };
  return { session: { ...session, run, read: (names) => session.read(names) }, ran };
}

(installed ? describe : describe.skip)('answers through ONNX Runtime', () => {
  it('are those of the engine itself, which is not asked', async () => {
    const { session, ran } = watched();
    const open = new RunningNetwork(smallNetwork(), 'interpreter', answeredByOnnx(session, smallNetwork()), {
      seed: 1,
    });
    const plain = new RunningNetwork(smallNetwork(), 'interpreter', interpret(moduleOf(smallNetwork(), 1)), {
      seed: 1,
    });
    const { inputs } = stripes(1);
    expect(difference(await open.predict(inputs), await plain.predict(inputs))).toBeLessThan(1e-5);
    expect(ran).toEqual([]);
    open.dispose();
  });

  it('follow the weights, and end where learning begins', async () => {
    const { session, ran } = watched();
    const open = new RunningNetwork(smallNetwork(), 'interpreter', answeredByOnnx(session, smallNetwork()), {
      seed: 1,
    });
    const { inputs } = stripes(1);
    const before = await open.predict(inputs);
    const weights = await open.weights();
    const bias = weights.get('dense_1/bias') as NdArray;
    bias.data[0] += 1;
    open.setWeights(weights);
    expect(difference(await open.predict(inputs), before)).toBeGreaterThan(0.01);
    expect(ran).toEqual([]);
    await open.trainStep(stripes(2));
    await open.predict(inputs);
    expect(ran).toEqual(['train', 'predict']);
    open.dispose();
  });
});

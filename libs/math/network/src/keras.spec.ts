import { defineNetwork } from './definition/network.ts';
import type { EngineName } from './engines/names.ts';
import { openNetwork } from './open-network.ts';
import type { Batch, OpenNetwork } from './open.ts';
import { difference, expectAlike } from './testing/compare.ts';
import { describeEngines } from './testing/engines.ts';
import { kerasCases, unpack, unpackAll } from './testing/keras.ts';

type KerasCase = (typeof kerasCases)[number];

async function withOpen(
  stored: KerasCase,
  engine: EngineName,
  work: (open: OpenNetwork, batch: Batch) => Promise<void>,
): Promise<void> {
  const open = await openNetwork(defineNetwork(stored.network), {
    seed: 0,
    engine,
    weights: unpackAll(stored.weights),
  });
  const sampleWeights = stored.sampleWeights && unpack(stored.sampleWeights).data;
  try {
    await work(open, { inputs: unpack(stored.inputs), targets: unpack(stored.targets), sampleWeights });
  } finally {
    open.dispose();
  }
}

describeEngines('beside Keras', (engine) => {
  for (const stored of kerasCases)
    describe(stored.name, () => {
      it('answers alike', () =>
        withOpen(stored, engine, async (open, { inputs }) => {
          expect(difference(await open.predict(inputs), unpack(stored.answers))).toBeLessThan(2e-5);
        }));
      it('has the same loss and the same gradient of every weight', () =>
        withOpen(stored, engine, async (open, batch) => {
          const { loss, gradients } = await open.lossGradients(batch);
          expect(Math.abs(loss - stored.loss)).toBeLessThan(2e-5 * Math.abs(stored.loss));
          expectAlike(gradients, unpackAll(stored.gradients), 1e-4);
        }));
      it(`has the same weights and running statistics after ${stored.steps} steps`, () =>
        withOpen(stored, engine, async (open, batch) => {
          for (let step = 0; step < stored.steps; step++) await open.trainStep(batch);
          expectAlike(await open.weights(), unpackAll(stored.after), 1e-3);
        }));
      it('has the same activations inside, and the same gradient of a score towards them', () =>
        withOpen(stored, engine, async (open, { inputs }) => {
          const seen = await open.layerGradient(inputs, stored.lookAt);
          expect(difference(seen.activations, unpack(stored.lookAt.activations))).toBeLessThan(2e-5);
          expect(difference(seen.gradients, unpack(stored.lookAt.gradients))).toBeLessThan(1e-4);
        }));
    });
});

import { defineNetwork, type Network } from './definition/network.ts';
import { openNetwork, type OpenSettings } from './open-network.ts';
import type { Batch, OpenNetwork } from './open.ts';
import { difference, expectAlike } from './testing/compare.ts';
import { describeEngines } from './testing/engines.ts';
import { inputsOf, kerasCases, unpack, unpackAll, type KerasCase } from './testing/keras.ts';
import { openInterpreted } from './testing/open-interpreted.ts';

type Opening = (network: Network, settings: OpenSettings) => OpenNetwork | Promise<OpenNetwork>;

async function withOpen(
  stored: KerasCase,
  opening: Opening,
  work: (open: OpenNetwork, batch: Batch) => Promise<void>,
): Promise<void> {
  const open = await opening(defineNetwork(stored.network), { seed: 0, weights: unpackAll(stored.weights) });
  const sampleWeights = stored.sampleWeights && unpack(stored.sampleWeights).data;
  try {
    await work(open, { inputs: inputsOf(stored), targets: unpack(stored.targets), sampleWeights });
  } finally {
    open.dispose();
  }
}

function likeKeras(cases: readonly KerasCase[], opening: Opening): void {
  for (const stored of cases)
    describe(stored.name, () => {
      it('answers alike', () =>
        withOpen(stored, opening, async (open, { inputs }) => {
          expect(difference(await open.predict(inputs), unpack(stored.answers))).toBeLessThan(2e-5);
        }));
      it('has the same loss and the same gradient of every weight', () =>
        withOpen(stored, opening, async (open, batch) => {
          const { loss, gradients } = await open.lossGradients(batch);
          expect(Math.abs(loss - stored.loss)).toBeLessThan(2e-5 * Math.abs(stored.loss));
          expectAlike(gradients, unpackAll(stored.gradients), 1e-4);
        }));
      it(`has the same weights and running statistics after ${stored.steps} steps`, () =>
        withOpen(stored, opening, async (open, batch) => {
          for (let step = 0; step < stored.steps; step++) await open.trainStep(batch);
          expectAlike(await open.weights(), unpackAll(stored.after), 1e-3);
        }));
      const { lookAt } = stored;
      if (lookAt)
        it('has the same activations inside, and the same gradient of a score towards them', () =>
          withOpen(stored, opening, async (open, { inputs }) => {
            const seen = await open.layerGradient(inputs, lookAt);
            expect(difference(seen.activations, unpack(lookAt.activations))).toBeLessThan(2e-5);
            expect(difference(seen.gradients, unpack(lookAt.gradients))).toBeLessThan(1e-4);
          }));
    });
}

describe('beside Keras in double precision', () => likeKeras(kerasCases, openInterpreted));

describeEngines('beside Keras', (engine) =>
  likeKeras(kerasCases, (network, settings) => openNetwork(network, { ...settings, engine })),
);

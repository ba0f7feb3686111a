import { aRun } from '@millwright/model/testing';
import { listEngines } from '@millwright/network';
import { defectNet } from './defect-net/index.ts';
import type { Verdict } from './pictures/picture.ts';
import { spotExamples, spotWorld } from './testing/tiny-worlds.ts';

const held = spotExamples(4, { bright: 100, good: 100 }).map(({ image }) => ({ image }));
const { train, validation } = spotWorld('bright', 'good');
const config = defectNet.config.parse({ inputSize: 32, width: 6, batchSize: 16, epochs: 3, minSteps: 1 });

/** Answers of a model saved by the best engine here, on an engine. */
async function answersOn(engine: string, files: ReadonlyMap<string, Uint8Array>): Promise<Verdict[]> {
  const before = process.env.MILLWRIGHT_ENGINE;
  process.env.MILLWRIGHT_ENGINE = engine;
  try {
    const fitted = await defectNet.load(files);
    expect(fitted.engine).toBe(engine);
    const answers = await fitted.predict(held);
    fitted.dispose();
    return answers;
  } finally {
    if (before === undefined) delete process.env.MILLWRIGHT_ENGINE;
    else process.env.MILLWRIGHT_ENGINE = before;
  }
}

describe('a model saved by one engine', () => {
  it('answers 200 pictures alike on every other: scores within 1e-4, no verdict flipped', async () => {
    const fitted = await defectNet.fit({ train, validation }, config, aRun({ seed: 5 }));
    const files = await fitted.save();
    const expected = await fitted.predict(held);
    fitted.dispose();
    const engines = (await listEngines()).filter(({ available }) => available).map(({ name }) => name);
    expect(engines.length).toBeGreaterThan(1);
    for (const engine of engines) {
      const answers = await answersOn(engine, files);
      answers.forEach(({ label, scores }, i) => {
        expect(label).toBe(expected[i].label);
        for (const [name, score] of Object.entries(scores))
          expect(Math.abs(score - expected[i].scores[name])).toBeLessThan(1e-4);
      });
    }
  }, 180_000);
});

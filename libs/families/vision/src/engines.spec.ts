import { aRun } from '@millwright/model/testing';
import { listEngines } from '@millwright/network';
import { readModel } from '@millwright/network/testing';
import { defectNet } from './defect-net/index.ts';
import type { Verdict } from './pictures/picture.ts';
import { spotExamples, spotWorld } from './testing/tiny-worlds.ts';

const held = spotExamples(4, { bright: 100, good: 100 }).map(({ image }) => ({ image }));
const { train, validation } = spotWorld('bright', 'good');
const config = defectNet.config.parse({ inputSize: 32, width: 6, batchSize: 16, epochs: 3, minSteps: 1 });

/** Answers of a model saved by the best engine here, on an engine; without one as the product answers, through ONNX Runtime where it is. */
async function answersOn(
  engine: string | undefined,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Verdict[]> {
  const before = process.env.MILLWRIGHT_ENGINE;
  if (engine === undefined) delete process.env.MILLWRIGHT_ENGINE;
  else process.env.MILLWRIGHT_ENGINE = engine;
  try {
    const fitted = await defectNet.load(files);
    if (engine !== undefined) expect(fitted.engine).toBe(engine);
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
    for (const engine of engines.map((name) => (name === 'onnx' ? undefined : name))) {
      const answers = await answersOn(engine, files);
      answers.forEach(({ label, scores }, i) => {
        expect(label).toBe(expected[i].label);
        for (const [name, score] of Object.entries(scores))
          expect(Math.abs(score - expected[i].scores[name])).toBeLessThan(1e-4);
      });
    }
  }, 180_000);

  it('is exported as ONNX with all that its answers depend on', async () => {
    const fitted = await defectNet.fit({ train, validation }, config, aRun({ seed: 5 }));
    const { inputs, outputs, metadata } = readModel(await fitted.exportAs('onnx'));
    expect(inputs).toEqual([{ name: 'inputs', type: 1, shape: ['batch', 32, 32, 1] }]);
    expect(outputs).toEqual([{ name: 'answers', type: 1, shape: ['batch', 2] }]);
    const saved = JSON.parse(new TextDecoder().decode((await fitted.save()).get('model.json')));
    const { definition, labels, threshold, temperature, channels, steps: preprocessing } = saved;
    expect(metadata.definition).toBe(definition);
    for (const [name, value] of Object.entries({ labels, threshold, temperature, channels, preprocessing }))
      expect(JSON.parse(metadata[name])).toEqual(value);
    fitted.dispose();
  }, 60_000);
});

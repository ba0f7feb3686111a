import { drawParts } from '@millwright/plant';
import { encodePng } from '@millwright/readers';
import { visionModels } from '@millwright/vision';
import { aWorld, type World } from './testing/a-world.ts';

/** Small enough for any engine, and without the large differences between machines that long trainings have. */
const settings = { inputSize: 32, width: 4, epochs: 2, minSteps: 1 };

describe('a network trained on a tiny plant', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld({ models: visionModels });
    const draw = (part: string, count: number, seed: number) =>
      [...drawParts({ count, seed, size: 48, difficulty: [0, 0.3] })].map(({ name, label, image }) => ({
        path: `${part}/${label === 'good' ? 'good' : 'bad'}/${name}.png`,
        bytes: encodePng(image),
      }));
    await world.imported('parts', [...draw('train', 60, 1), ...draw('test', 30, 2)]);
    await world.lifecycle.startRun(
      { model: 'vision/defect-net', dataset: 'parts', settings, seed: 1 },
      'tester',
    );
  }, 120_000);
  afterAll(() => world.close());

  it('is registered with its figures, its threshold and everything that made it', async () => {
    const { items } = await world.registry.runs.list({ limit: 1 });
    expect(items[0]).toMatchObject({ state: 'completed', error: null });
    const model = await world.registry.models.version('parts', 1);
    expect(model).toMatchObject({ definition: 'vision/defect-net', labels: ['bad', 'good'], seed: 1 });
    expect(model.settings).toMatchObject(settings);
    expect(model.threshold).toBeGreaterThan(0);
    expect(model.threshold).toBeLessThan(1);
    expect(model.engine).toBe(items[0].engine);
    expect(model.report.rows).toBe(30);
    expect(model.baseline.accuracy).toBeCloseTo(0.6, 10); // 60 % of the plant's parts are bad
  });

  it('answers after loading as it did when it was judged', async () => {
    const { metrics } = await world.registry.models.version('parts', 1);
    const { report } = await world.lifecycle.evaluate('parts', { dataset: 'parts', part: 'test' });
    expect(report.metrics.accuracy).toBe(metrics.accuracy);
    const { items } = await world.lifecycle.cases('parts', 1, { limit: 500 });
    const photographs = await Promise.all(
      items.map(async ({ item }) => ({ name: item.path, bytes: await world.artifacts.read(item.hash) })),
    );
    const version = await world.lifecycle.resolveModel('parts');
    const { answers } = await world.lifecycle.answer({ version, by: 'Ada' }, photographs);
    answers.forEach((answer, i) => {
      expect(answer.answer).toBe(items[i].predicted);
      expect(answer.confidence).toBeCloseTo(items[i].confidence, 4);
    });
  });

  it('is handed on as an ONNX file', async () => {
    const file = await world.lifecycle.exportModel('parts', 1, 'onnx');
    expect(Buffer.from(file).includes('vision/defect-net')).toBe(true);
    await expect(world.lifecycle.exportModel('parts', 7, 'onnx')).rejects.toMatchObject({
      code: 'model.not-trained',
    });
  });

  it('shows where it looked, within the picture and for its own verdict', async () => {
    const { items } = await world.lifecycle.cases('parts', 1, { limit: 1 });
    const map = await world.lifecycle.explainCase('parts', 1, items[0].item.index);
    expect(map.label).toBe(items[0].predicted);
    const values = map.values.flat();
    expect(values.length).toBe(map.width * map.height);
    for (const value of values) expect(value >= 0 && value <= 1).toBe(true);
  });
});

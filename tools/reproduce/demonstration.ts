import { newcomersPlant, type Demonstration } from '@millwright/lifecycle';
import { finishedRun, withTemporaryProduct } from './product.ts';
import type { Reproduction, Result } from './result.ts';

/** The plant drawn, imported, trained on and judged once on the parts that were held out, as at the first start. */
export async function measureDemonstration(plant: Demonstration): Promise<Result> {
  const started = performance.now();
  return withTemporaryProduct(plant, async ({ lifecycle, registry }) => {
    await lifecycle.importDemonstrationPlant();
    const [{ id }] = (await registry.runs.list({ limit: 1 })).items;
    const { metrics, baseline, engine } = await finishedRun(registry, id);
    return {
      name: 'demonstration',
      data: `${plant.train} + ${plant.test} parts, drawn`,
      seed: plant.seed,
      engine,
      metrics,
      baseline,
      reference: [],
      seconds: (performance.now() - started) / 1000,
    };
  });
}

export const demonstration: Reproduction = {
  name: 'demonstration',
  summary: {
    en: 'the demonstration plant as a newcomer finds it: accuracy on held-out parts, and how long it takes',
    zh: '新用户看到的演示工厂：留出零件上的准确率与所需时间',
  },
  options: ['seed'],
  run: ({ seed }) => measureDemonstration({ ...newcomersPlant, seed }),
};

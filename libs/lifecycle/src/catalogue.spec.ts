import { AppError, settingWordsSchema } from '@millwright/contracts';
import { visionModels } from '@millwright/vision';
import { z } from 'zod';
import { catalogueOf, definitionOf, parseSettings, type ImageModel } from './catalogue.ts';

const config = z.object({
  epochs: z.int().min(1).max(100).default(10),
  rate: z.number().gt(0).default(0.001),
  goal: z.enum(['f1', 'accuracy']).default('f1'),
  augmentation: z.object({ flip: z.boolean().default(true) }).prefault({}),
});
const never = () => Promise.reject(new Error('not fitted here'));
const words = { en: 'Model', zh: '模型' };
const model = {
  id: 'vision/for-tests',
  title: words,
  summary: words,
  config,
  fit: never,
  load: never,
} as unknown as ImageModel;

function refusal(settings: Record<string, unknown>): AppError {
  try {
    parseSettings(model, settings);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('accepted');
}

describe('parseSettings', () => {
  it('fills in defaults', () => {
    expect(parseSettings(model, { epochs: 3 })).toEqual({
      epochs: 3,
      rate: 0.001,
      goal: 'f1',
      augmentation: { flip: true },
    });
  });

  it.each([
    [{ epochs: 0 }, 'epochs', 'at least 1', '0'],
    [{ epochs: 101 }, 'epochs', 'at most 100', '101'],
    [{ rate: 0 }, 'rate', 'above 0', '0'],
    [{ rate: 'fast' }, 'rate', 'number', '"fast"'],
    [{ goal: 'speed' }, 'goal', 'f1 or accuracy', '"speed"'],
    [{ augmentation: { flip: 1 } }, 'augmentation.flip', 'boolean', '1'],
    [{ epoch: 3 }, 'epoch', 'one of the settings epochs, rate, goal, augmentation', '"epoch"'],
  ])(
    'refuses %j, naming the setting, what was expected and what came',
    (settings, setting, expected, received) => {
      const { code, problems } = refusal(settings);
      expect(code).toBe('settings.invalid');
      expect(problems).toEqual([{ code, params: { setting, expected, received }, column: setting }]);
    },
  );

  it('names every wrong setting at once', () => {
    const { problems } = refusal({ epochs: 0, rate: -1, other: true });
    expect(problems.map(({ column }) => column).sort()).toEqual(['epochs', 'other', 'rate']);
  });
});

describe('definitionOf', () => {
  it('refuses an unknown model and names those that exist', () => {
    expect(() => definitionOf([model], 'vision/none')).toThrow(
      expect.objectContaining({
        code: 'model.unknown-definition',
        params: { model: 'vision/none', known: 'vision/for-tests' },
      }),
    );
  });
});

describe('the catalogue', () => {
  it('holds both models of pictures, each setting with its words in both languages and its default', () => {
    const views = catalogueOf(visionModels);
    expect(views.map(({ id }) => id).sort()).toEqual(['vision/defect-cnn', 'vision/defect-net']);
    for (const { settings, defaults } of views) {
      const properties = settings.properties as Record<string, Record<string, unknown>>;
      expect(Object.keys(defaults).sort()).toEqual(Object.keys(properties).sort());
      for (const property of Object.values(properties))
        expect(settingWordsSchema.safeParse(property['x-setting']).success).toBe(true);
    }
  });
});

import { setting, settingsJsonSchema } from '@millwright/contracts';
import { z } from 'zod';
import { settingFields } from './setting-fields.ts';

const words = { en: { title: 'Epochs', help: 'Passes.' }, zh: { title: '轮数', help: '遍数。' } };
const fieldsOf = (shape: z.ZodRawShape, locale: 'en' | 'zh' = 'en') =>
  settingFields(settingsJsonSchema(z.object(shape)), locale);

describe('settingFields', () => {
  it('speaks the language of the page', () => {
    const shape = { epochs: setting(z.int().min(1).max(500).default(30), { ...words, unit: 'epochs' }) };
    expect(fieldsOf(shape, 'zh')[0]).toEqual({
      key: 'epochs',
      title: '轮数',
      help: '遍数。',
      unit: 'epochs',
      advanced: false,
      input: { kind: 'number', whole: true, least: 1, most: 500, mayBeEmpty: false },
    });
  });

  it('makes a switch of a boolean and a choice of an enumeration', () => {
    const [flip, colour] = fieldsOf({ flip: z.boolean().default(true), colour: z.enum(['grey', 'colour']) });
    expect(flip.input).toEqual({ kind: 'switch' });
    expect(colour.input).toEqual({ kind: 'choice', choices: ['grey', 'colour'] });
  });

  it('knows a choice of numbers, a number that may be empty, and no limit where there is none', () => {
    const [size, rate, steps] = fieldsOf({
      size: z.union([z.literal(64), z.literal(128)]),
      rate: z.number().positive().nullable(),
      steps: z.int(),
    });
    expect(size.input).toEqual({ kind: 'choice', choices: [64, 128] });
    expect(rate.input).toEqual({ kind: 'number', whole: false, least: 0, most: null, mayBeEmpty: true });
    expect(steps.input).toMatchObject({ least: null, most: null });
  });

  it('falls back to the name where a setting has no words, and hides what most leave alone', () => {
    const [plain, advanced] = fieldsOf({
      plain: z.number(),
      advanced: setting(z.number(), { ...words, advanced: true }),
    });
    expect([plain.title, plain.advanced, advanced.advanced]).toEqual(['plain', false, true]);
  });
});

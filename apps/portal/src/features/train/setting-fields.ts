import { settingWordsSchema, type Locale, type SettingWords } from '@millwright/contracts';
import { z } from 'zod';

/** One field of the form of a model's settings. */
export interface SettingField {
  readonly key: string;
  readonly title: string;
  readonly help: string;
  readonly unit: string | null;
  readonly advanced: boolean;
  readonly input: SettingInput;
}

export type SettingInput =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly (string | number)[] }
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly least: number | null;
      readonly most: number | null;
      readonly mayBeEmpty: boolean;
    }
  | { readonly kind: 'text' };

const propertySchema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  const: z.union([z.string(), z.number()]).optional(),
  anyOf: z.array(z.unknown()).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  'x-setting': settingWordsSchema.optional(),
});
type Property = z.infer<typeof propertySchema>;

const schemaSchema = z.object({ properties: z.record(z.string(), propertySchema).default({}) });

/** The fields of a settings schema (JSON schema with `x-setting`), in its order, in one language. */
export function settingFields(schema: unknown, locale: Locale): SettingField[] {
  return Object.entries(schemaSchema.parse(schema).properties).map(([key, property]) => {
    const words: SettingWords | undefined = property['x-setting'];
    return {
      key,
      title: words?.[locale].title ?? property.title ?? key,
      help: words?.[locale].help ?? property.description ?? '',
      unit: words?.unit ?? null,
      advanced: words?.advanced ?? false,
      input: inputOf(property),
    };
  });
}

/** The largest whole number that JSON schema names for an unbounded one is no limit worth showing. */
const bound = (value: number | undefined) =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;

function inputOf(property: Property): SettingInput {
  const variants = (property.anyOf ?? []).map((variant) => propertySchema.parse(variant));
  const mayBeEmpty = variants.some(({ type }) => type === 'null');
  const constants = variants.flatMap((variant) => (variant.const === undefined ? [] : [variant.const]));
  const meant = variants.find(({ type }) => type !== 'null') ?? property;
  const choices = meant.enum ?? (constants.length > 1 ? constants : undefined);
  if (choices) return { kind: 'choice', choices };
  if (meant.type === 'boolean') return { kind: 'switch' };
  if (meant.type !== 'integer' && meant.type !== 'number') return { kind: 'text' };
  return {
    kind: 'number',
    whole: meant.type === 'integer',
    least: bound(meant.minimum ?? meant.exclusiveMinimum),
    most: bound(meant.maximum ?? meant.exclusiveMaximum),
    mayBeEmpty,
  };
}

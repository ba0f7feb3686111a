import { z } from 'zod';

interface Words {
  readonly title: string;
  readonly help: string;
}

/**
 * A setting of a model with its words for the form: title and help in both languages, unit, and whether it
 * belongs to the part that most people leave alone. Kept in the JSON schema under `x-setting`.
 */
export function setting<T extends z.ZodType>(
  schema: T,
  words: { en: Words; zh: Words; unit?: string; advanced?: boolean },
): T {
  return schema.meta({ title: words.en.title, description: words.en.help, 'x-setting': words }) as T;
}

/** What the portal reads back from the JSON schema of a setting. */
export const settingWordsSchema = z.object({
  en: z.object({ title: z.string(), help: z.string() }),
  zh: z.object({ title: z.string(), help: z.string() }),
  unit: z.string().optional(),
  advanced: z.boolean().optional(),
});
export type SettingWords = z.infer<typeof settingWordsSchema>;

/** JSON schema of a settings schema, as sent to clients. */
export function settingsJsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
}

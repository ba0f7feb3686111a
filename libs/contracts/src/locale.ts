import { z } from 'zod';

/** Languages every text for people exists in; `zh` is written as zh-CN. */
export const locales = ['en', 'zh'] as const;
export const localeSchema = z.enum(locales);
export type Locale = z.infer<typeof localeSchema>;

/** A text in every language. */
export const bilingualSchema = z.object({ en: z.string(), zh: z.string() }).meta({ id: 'Bilingual' });
export type Bilingual = z.infer<typeof bilingualSchema>;

/** Language of an `Accept-Language` header; Chinese wins only where it is asked for before English. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.trim().toLowerCase();
    if (tag.startsWith('zh')) return 'zh';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}

import { defineRouting } from 'next-intl/routing';
import { locales } from '@millwright/contracts';

/** Every address begins with its language: `/zh/…`, `/en/…`. */
export const routing = defineRouting({ locales: [...locales], defaultLocale: 'en' });

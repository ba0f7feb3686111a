'use client';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { formatsFor, type Formats } from './format.ts';

/** The {@link Formats} of the page's language. */
export function useFormats(): Formats {
  const locale = useLocale();
  return useMemo(() => formatsFor(locale), [locale]);
}

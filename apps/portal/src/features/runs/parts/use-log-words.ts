'use client';
import type { LogLine } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useFormats } from '../../../words/use-formats.ts';

type LogKey = Parameters<ReturnType<typeof useTranslations<'log'>>>[0];

/** Words of a log line; an event without words of its own is written as its name and values. */
export function useLogWords(): (line: LogLine) => string {
  const t = useTranslations('log');
  const format = useFormats();
  return useCallback(
    ({ event, data }) => {
      const key = event.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase()) as LogKey;
      const plain = () =>
        [event, ...Object.entries(data).map(([name, value]) => `${name}=${String(value)}`)].join(' ');
      if (!t.has(key)) return plain();
      const values = Object.fromEntries(
        Object.entries(data).map(([name, value]) => [
          name,
          typeof value === 'number'
            ? Number.isInteger(value)
              ? String(value)
              : format.short(value)
            : String(value),
        ]),
      );
      const words = t(key, values);
      return words.startsWith('log.') ? plain() : words;
    },
    [t, format],
  );
}

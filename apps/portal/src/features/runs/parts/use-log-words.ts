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
      const written = Object.fromEntries(
        Object.entries(data).map(([name, value]) => {
          if (typeof value !== 'number') return [name, String(value)];
          if (name === 'seconds') return [name, format.seconds(value)];
          return [name, Number.isInteger(value) ? String(value) : format.short(value)];
        }),
      );
      const plain = [event, ...Object.entries(written).map(([name, value]) => `${name}=${value}`)].join(' ');
      const key = event.replaceAll(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase()) as LogKey;
      if (!t.has(key)) return plain;
      const words = t(key, written);
      return words === `log.${key}` ? plain : words;
    },
    [t, format],
  );
}

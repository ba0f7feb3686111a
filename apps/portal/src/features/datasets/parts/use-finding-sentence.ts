'use client';
import type { Finding } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { useFormats } from '../../../words/use-formats.ts';

type Told = Pick<Finding, 'kind' | 'count' | 'details'>;

/** Values that a sentence names, for a finding made before it carried them. */
const absent = {
  largest: '–',
  smallest: '–',
  ratio: '–',
  classes: '–',
  minimum: '–',
  width: '–',
  height: '–',
  test: '–',
  validation: '–',
};

/** The sentence that says what a finding means and what it does to a training. */
export function useFindingSentence(): (finding: Told) => string {
  const t = useTranslations('findings.sentences');
  const format = useFormats();
  return ({ kind, count, details }) => {
    const values = Object.fromEntries(
      Object.entries(details).map(([name, value]) => [
        name,
        typeof value === 'number' ? format.short(value) : value,
      ]),
    );
    return t(kind, { ...absent, ...values, count });
  };
}

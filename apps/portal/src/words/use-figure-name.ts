'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** The word for a figure (`accuracy`, `recall.good`, `validationLoss`); its own name where there is none. */
export function useFigureName(): (name: string) => string {
  const t = useTranslations('figures');
  return useCallback(
    (name) => {
      const [figure, ...of] = name.split('.');
      const word = t.has(figure as 'accuracy') ? t(figure as 'accuracy') : figure;
      return of.length > 0 ? `${word} · ${of.join('.')}` : word;
    },
    [t],
  );
}

'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** The word for a figure (`accuracy`, `validation.loss`, `recall.good`); its own name where there is none. */
export function useFigureName(): (name: string) => string {
  const t = useTranslations('figures');
  return useCallback(
    (name) => {
      const joined = name.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
      if (t.has(joined as 'accuracy')) return t(joined as 'accuracy');
      const [figure, ...of] = name.split('.');
      const word = t.has(figure as 'accuracy') ? t(figure as 'accuracy') : figure;
      return [word, ...of].join(' · ');
    },
    [t],
  );
}

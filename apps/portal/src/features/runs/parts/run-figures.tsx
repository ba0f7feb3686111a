'use client';
import type { Metrics, RunDetail } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { Figures } from '../../../components/figures.tsx';
import { useFormats } from '../../../words/use-formats.ts';

const shown = ['accuracy', 'macroF1', 'rocAuc', 'prAuc'] as const;

/** How the trained model did on the held-out part, beside the baseline. */
export function RunFigures({ run, metrics }: { run: RunDetail; metrics: Metrics }) {
  const t = useTranslations('figures');
  const format = useFormats();
  const figures = shown
    .filter((name) => metrics[name] !== undefined)
    .map((name) => ({
      label: t(name),
      value: format.percent(metrics[name]),
      note:
        run.baseline?.[name] === undefined
          ? undefined
          : t('baseline', { value: format.percent(run.baseline[name]) }),
    }));
  const time = run.seconds === null ? [] : [{ label: t('seconds'), value: format.seconds(run.seconds) }];
  return <Figures figures={[...figures, ...time]} />;
}

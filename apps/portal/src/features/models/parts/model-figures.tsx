'use client';
import type { ModelVersionView } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { Figures, type Figure } from '../../../components/figures.tsx';
import { useFormats } from '../../../words/use-formats.ts';

/** The figures of a version, each beside its baseline. */
export function ModelFigures({ view }: { view: ModelVersionView }) {
  const t = useTranslations('figures');
  const format = useFormats();
  const { metrics, baseline, report } = view;
  const beside = (name: string) =>
    baseline[name] === undefined ? '' : t('baseline', { value: format.percent(baseline[name]) });
  const share = (name: 'macroF1' | 'rocAuc'): Figure[] =>
    metrics[name] === undefined
      ? []
      : [{ label: t(name), value: format.percent(metrics[name]), note: beside(name) }];
  const weakest = [...report.classes].sort((a, b) => a.recall - b.recall)[0];
  return (
    <Figures
      figures={[
        {
          label: t('accuracy'),
          value: format.percent(metrics.accuracy ?? 0),
          note: `${t('interval95', { interval: format.percentInterval(report.accuracyInterval) })} · ${beside('accuracy')}`,
        },
        ...share('macroF1'),
        ...(weakest
          ? [
              {
                label: t('weakest', { label: weakest.label }),
                value: format.percent(weakest.recall),
                note: t('interval95', { interval: format.percentInterval(weakest.recallInterval) }),
              },
            ]
          : []),
        ...share('rocAuc'),
        ...(view.threshold === null
          ? []
          : [{ label: t('threshold'), value: format.short(view.threshold), note: t('thresholdNote') }]),
      ]}
    />
  );
}

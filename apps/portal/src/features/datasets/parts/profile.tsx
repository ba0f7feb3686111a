'use client';
import type { DatasetVersionView, ImageProfile } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { Figures } from '../../../components/figures.tsx';
import { useFormats } from '../../../words/use-formats.ts';

/** The figures of a version. */
export function Profile({ view, profile }: { view: DatasetVersionView; profile: ImageProfile }) {
  const t = useTranslations('dataset.figures');
  const format = useFormats();
  const { width, height } = profile;
  const oneSize = width.min === width.max && height.min === height.max;
  return (
    <Figures
      figures={[
        { label: t('pictures'), value: format.count(view.rows), note: t(profile.colour ? 'colour' : 'grey') },
        { label: t('classes'), value: profile.classes.length },
        {
          label: t('size'),
          value: `${width.median} × ${height.median}`,
          unit: 'px',
          note: oneSize
            ? t('oneSize')
            : t('sizes', {
                least: `${width.min} × ${height.min}`,
                most: `${width.max} × ${height.max}`,
              }),
        },
        { label: t('bytes'), value: format.bytes(profile.bytes) },
        { label: t('rejected'), value: format.count(view.rejected), note: t('rejectedNote') },
      ]}
    />
  );
}

'use client';
import type { ClassFigures, ModelVersionView } from '@millwright/contracts';
import { Card, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { useFormats } from '../../../words/use-formats.ts';

/** How the model does on each class. */
export function ClassTable({ view }: { view: ModelVersionView }) {
  const t = useTranslations('figures');
  const format = useFormats();
  const share = (key: 'precision' | 'recall' | 'f1'): Column<ClassFigures> => ({
    key,
    title: t(key),
    value: (row) => row[key],
    cell: (row) => format.percent(row[key]),
    numeric: true,
  });
  const columns: Column<ClassFigures>[] = [
    { key: 'label', title: t('class'), value: ({ label }) => label },
    share('recall'),
    {
      key: 'interval',
      title: t('recallInterval'),
      value: ({ recallInterval: [low, high] }) => `${low}..${high}`,
      cell: ({ recallInterval }) => format.percentInterval(recallInterval),
      numeric: true,
    },
    share('precision'),
    share('f1'),
    { key: 'support', title: t('support'), value: ({ support }) => support, numeric: true },
  ];
  return (
    <Card withBorder>
      <DataTable
        title={<Title order={2}>{t('byClass')}</Title>}
        rows={view.report.classes}
        columns={columns}
        rowKey={({ label }) => label}
        name={`${view.name}-v${view.version}-classes`}
      />
    </Card>
  );
}

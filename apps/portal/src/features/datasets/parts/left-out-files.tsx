'use client';
import type { DatasetVersionView, ShownProblem } from '@millwright/contracts';
import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { useFormats } from '../../../words/use-formats.ts';

/** Files that were not taken, and why. */
export function LeftOutFiles({ view }: { view: DatasetVersionView }) {
  const t = useTranslations('dataset.problems');
  const format = useFormats();
  const columns: Column<ShownProblem>[] = [
    {
      key: 'file',
      title: t('file'),
      value: ({ file, row }) => (row === undefined ? (file ?? '') : `${file} · ${row}`),
    },
    { key: 'reason', title: t('reason'), value: ({ message }) => message },
    { key: 'hint', title: t('hint'), value: ({ hint }) => hint },
    { key: 'code', title: t('code'), value: ({ code }) => code },
  ];
  if (view.problems.length === 0) return <Text c="dimmed">{t('none')}</Text>;
  return (
    <Stack gap="xs">
      {view.rejected > view.problems.length && (
        <Text size="sm" c="dimmed">
          {t('first', { shown: view.problems.length, count: format.count(view.rejected) })}
        </Text>
      )}
      <DataTable
        rows={view.problems}
        columns={columns}
        rowKey={({ file, code, row }) => `${file} ${row} ${code}`}
        name={`${view.dataset}-v${view.version}-left-out`}
      />
    </Stack>
  );
}

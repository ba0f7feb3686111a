'use client';
import type { AnswerView } from '@millwright/contracts';
import { Anchor, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { TableSkeleton } from '../../../components/skeletons.tsx';
import { Link } from '../../../i18n/navigation.ts';
import { useFormats } from '../../../words/use-formats.ts';
import type { useAnswers } from '../../inspect/queries.ts';

/** What the models said last. */
export function RecentAnswers({ answers }: { answers: ReturnType<typeof useAnswers> }) {
  const t = useTranslations('home.answers');
  const format = useFormats();
  const columns: Column<AnswerView>[] = [
    { key: 'input', title: t('input'), value: ({ input }) => input },
    { key: 'answer', title: t('answer'), value: ({ answer }) => answer },
    {
      key: 'confidence',
      title: t('confidence'),
      value: ({ confidence }) => confidence,
      cell: ({ confidence }) => format.percent(confidence),
      numeric: true,
    },
    { key: 'truth', title: t('truth'), value: ({ outcome }) => outcome?.label ?? null },
    {
      key: 'model',
      title: t('model'),
      value: ({ model, version }) => `${model} v${version}`,
      cell: ({ model, version }) => (
        <Anchor component={Link} href={`/models/${encodeURIComponent(model)}?version=${version}`} size="sm">
          {model} v{version}
        </Anchor>
      ),
    },
    {
      key: 'at',
      title: t('at'),
      value: ({ createdAt }) => createdAt,
      cell: (row) => format.dateTime(row.createdAt),
    },
  ];
  return (
    <Loaded query={answers} shape={<TableSkeleton rows={3} />}>
      {({ rows }) =>
        rows.length > 0 && (
          <DataTable
            title={<Title order={2}>{t('title')}</Title>}
            rows={rows}
            columns={columns}
            rowKey={({ id }) => id}
            name="answers"
          />
        )
      }
    </Loaded>
  );
}

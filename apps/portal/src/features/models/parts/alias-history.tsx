'use client';
import type { AliasMove } from '@millwright/contracts';
import { Card, Group, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { TableSkeleton } from '../../../components/skeletons.tsx';
import { useFormats } from '../../../words/use-formats.ts';
import { useAliasMoves } from '../queries.ts';
import { ReturnAlias } from './return-alias.tsx';

/** Who moved which alias when; never edited. */
export function AliasHistory({ name }: { name: string }) {
  const t = useTranslations('model.history');
  const names = useTranslations('aliases');
  const format = useFormats();
  const moves = useAliasMoves(name);
  const version = (number: number | null) => (number === null ? t('nobody') : `v${number}`);
  const columns: Column<AliasMove>[] = [
    { key: 'at', title: t('at'), value: ({ at }) => at, cell: ({ at }) => format.dateTime(at) },
    { key: 'alias', title: t('alias'), value: ({ alias }) => names(alias) },
    { key: 'from', title: t('from'), value: ({ from }) => version(from) },
    { key: 'to', title: t('to'), value: ({ to }) => version(to) },
    { key: 'by', title: t('by'), value: ({ by }) => by },
    { key: 'note', title: t('note'), value: ({ note }) => note ?? '' },
  ];
  const title = <Title order={2}>{t('title')}</Title>;
  return (
    <Card withBorder>
      <Loaded query={moves} shape={<TableSkeleton rows={2} />}>
        {(rows) =>
          rows.length === 0 ? (
            <>
              {title}
              <Text c="dimmed" mt="xs">
                {t('none')}
              </Text>
            </>
          ) : (
            <DataTable
              title={
                <Group gap="md">
                  {title}
                  <ReturnAlias name={name} moves={rows} />
                </Group>
              }
              rows={rows}
              columns={columns}
              rowKey={({ at, alias }) => `${at} ${alias}`}
              name={`${name}-aliases`}
              initialSort={{ key: 'at', descending: true }}
            />
          )
        }
      </Loaded>
    </Card>
  );
}

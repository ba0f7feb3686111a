'use client';
import type { ModelView } from '@millwright/contracts';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { AliasBadge } from '../../components/alias-badge.tsx';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useFormats } from '../../words/use-formats.ts';
import { DeletedLink } from '../deleted/deleted-link.tsx';
import { DemonstrationHint } from '../datasets/parts/demonstration-hint.tsx';
import { useModels } from './queries.ts';

export function ModelsPage() {
  const t = useTranslations('models');
  const models = useModels();
  const columns = useColumns();
  const train = (
    <Button component={Link} href="/train" leftSection={<IconPlayerPlay size={16} />}>
      {t('train')}
    </Button>
  );
  const without = models.data?.rows.filter(({ aliases }) => !aliases.some(isChampion)).length ?? 0;
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={models.data && t('sentence', { total: models.data.total, count: without })}
        action={
          <>
            <DeletedLink />
            {train}
          </>
        }
      />
      <Loaded query={models} shape={<TableSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={train} example={<DemonstrationHint />} />
          ) : (
            <>
              <DataTable rows={rows} columns={columns} rowKey={({ name }) => name} name="models" />
              <MoreButton pages={models} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

export const isChampion = ({ alias }: { alias: string }): boolean => alias === 'champion';

function useColumns(): Column<ModelView>[] {
  const t = useTranslations('models.columns');
  const figures = useTranslations('figures');
  const format = useFormats();
  const share = (name: 'accuracy' | 'macroF1'): Column<ModelView> => ({
    key: name,
    title: figures(name),
    value: ({ latest }) => latest.metrics[name] ?? null,
    cell: ({ latest: { metrics } }) => (metrics[name] === undefined ? '' : format.percent(metrics[name])),
    numeric: true,
  });
  return [
    {
      key: 'name',
      title: t('name'),
      value: ({ name }) => name,
      cell: ({ name, latest }) => (
        <div>
          <Anchor component={Link} href={`/models/${encodeURIComponent(name)}`} fw={600}>
            {name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {latest.definition}
          </Text>
        </div>
      ),
    },
    {
      key: 'aliases',
      title: t('aliases'),
      value: ({ aliases }) => aliases.map(({ alias, version }) => `${alias} v${version}`).join(' '),
      cell: ({ aliases }) => (
        <Group gap={6}>
          {aliases.map((move) => (
            <AliasBadge key={move.alias} {...move} />
          ))}
        </Group>
      ),
    },
    { key: 'version', title: t('version'), value: ({ latest }) => latest.version, numeric: true },
    share('accuracy'),
    share('macroF1'),
    { key: 'data', title: t('data'), value: ({ latest }) => `${latest.dataset} v${latest.datasetVersion}` },
    {
      key: 'bytes',
      title: t('size'),
      value: ({ bytes }) => bytes,
      cell: ({ bytes }) => format.bytes(bytes),
      numeric: true,
    },
    {
      key: 'created',
      title: t('created'),
      value: ({ latest }) => latest.createdAt,
      cell: ({ latest }) => <Text size="sm">{format.dateTime(latest.createdAt)}</Text>,
    },
  ];
}

'use client';
import type { DatasetView } from '@millwright/contracts';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useFormats } from '../../words/use-formats.ts';
import { DeletedLink } from '../deleted/deleted-link.tsx';
import { DemonstrationHint } from './parts/demonstration-hint.tsx';
import { pictureAddress } from './picture-address.ts';
import { useDatasets } from './queries.ts';

export function DatasetsPage() {
  const t = useTranslations('datasets');
  const datasets = useDatasets();
  const columns = useColumns();
  const importing = (
    <Button component={Link} href="/import" leftSection={<IconUpload size={16} />}>
      {t('import')}
    </Button>
  );
  const rows = datasets.data?.rows;
  const pictures = rows?.reduce((sum, { latest }) => sum + latest.rows, 0) ?? 0;
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={rows && t('sentence', { count: datasets.data?.total ?? 0, pictures })}
        action={
          <>
            <DeletedLink />
            {importing}
          </>
        }
      />
      <Loaded query={datasets} shape={<TableSkeleton />}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={importing} example={<DemonstrationHint />} />
          ) : (
            <>
              <DataTable rows={data.rows} columns={columns} rowKey={({ name }) => name} name="datasets" />
              <MoreButton pages={datasets} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function useColumns(): Column<DatasetView>[] {
  const t = useTranslations('datasets.columns');
  const format = useFormats();
  const findings = (set: DatasetView) => set.latest.findings.filter(({ severity }) => severity !== 'info');
  return [
    { key: 'name', title: t('name'), value: ({ name }) => name, cell: (set) => <NameCell set={set} /> },
    {
      key: 'state',
      title: t('state'),
      value: ({ latest }) => latest.state,
      cell: ({ latest }) => <StateBadge state={latest.state} />,
    },
    { key: 'version', title: t('version'), value: ({ latest }) => latest.version, numeric: true },
    {
      key: 'pictures',
      title: t('pictures'),
      value: ({ latest }) => latest.rows,
      cell: ({ latest }) => format.count(latest.rows),
      numeric: true,
    },
    {
      key: 'classes',
      title: t('classes'),
      value: ({ latest }) => latest.profile?.classes.length ?? null,
      numeric: true,
    },
    { key: 'findings', title: t('findings'), value: (set) => findings(set).length, numeric: true },
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

function NameCell({ set }: { set: DatasetView }) {
  return (
    <Group gap="sm" wrap="nowrap">
      <Anchor component={Link} href={`/datasets/${encodeURIComponent(set.name)}`} fw={600}>
        {set.name}
      </Anchor>
      <Group gap={4} wrap="nowrap" visibleFrom="md">
        {set.preview.slice(0, 4).map((index) => (
          <Thumbnail
            key={index}
            src={pictureAddress({ dataset: set.name, version: set.latest.version, item: { index } }, 80)}
            alt=""
            size={28}
          />
        ))}
      </Group>
    </Group>
  );
}

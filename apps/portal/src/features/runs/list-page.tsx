'use client';
import { isOver, type RunView } from '@millwright/contracts';
import { Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useAddress } from '../../use-address.ts';
import { useFormats } from '../../words/use-formats.ts';
import { DeletedLink } from '../deleted/deleted-link.tsx';
import { DemonstrationHint } from '../datasets/parts/demonstration-hint.tsx';
import { CompareButtons } from './parts/compare-buttons.tsx';
import { FilterInput } from './parts/filter-input.tsx';
import { useRuns } from './queries.ts';

export function RunsPage() {
  const t = useTranslations('runs');
  const address = useAddress();
  const filter = address.get('filter') ?? '';
  const runs = useRuns(filter);
  const train = (
    <Button component={Link} href="/train" leftSection={<IconPlayerPlay size={16} />}>
      {t('train')}
    </Button>
  );
  const clear = (
    <Button variant="default" onClick={() => address.set({ filter: null }, 'push')}>
      {t('filter.clear')}
    </Button>
  );
  const active = runs.data?.rows.filter(({ state }) => !isOver(state)).length ?? 0;
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={runs.data && t('sentence', { count: active, total: runs.data.total })}
        action={
          <>
            <DeletedLink />
            {train}
          </>
        }
      />
      <FilterInput
        key={filter}
        value={filter}
        change={(next) => address.set({ filter: next || null }, 'push')}
      />
      <Loaded query={runs} shape={<TableSkeleton />}>
        {({ rows }) =>
          rows.length === 0 && filter !== '' ? (
            <EmptyNotice what={t('filter.nothing')} action={clear} />
          ) : rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={train} example={<DemonstrationHint />} />
          ) : (
            <>
              <RunTable rows={rows} filter={filter} />
              <MoreButton pages={runs} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function RunTable({ rows, filter }: { rows: readonly RunView[]; filter: string }) {
  const columns = useColumns();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const ids = rows.map(({ id }) => id).filter((id) => ticked.has(id));
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      name="runs"
      selection={{ keys: ticked, set: setTicked }}
      title={<CompareButtons ids={ids} filter={filter} />}
    />
  );
}

function useColumns(): Column<RunView>[] {
  const t = useTranslations('runs.columns');
  const figures = useTranslations('figures');
  const format = useFormats();
  const share = (name: 'accuracy' | 'macroF1'): Column<RunView> => ({
    key: name,
    title: figures(name),
    value: ({ metrics }) => metrics?.[name] ?? null,
    cell: ({ metrics }) => (metrics?.[name] === undefined ? '' : format.percent(metrics[name])),
    numeric: true,
  });
  return [
    {
      key: 'name',
      title: t('name'),
      value: ({ registerAs }) => registerAs,
      cell: (run) => <NameCell run={run} />,
    },
    { key: 'state', title: t('state'), value: ({ state }) => state, cell: (run) => <StateCell run={run} /> },
    {
      key: 'data',
      title: t('data'),
      value: ({ dataset, datasetVersion }) => `${dataset} v${datasetVersion}`,
    },
    share('accuracy'),
    share('macroF1'),
    { key: 'engine', title: t('engine'), value: ({ engine }) => engine ?? '' },
    {
      key: 'seconds',
      title: t('seconds'),
      value: ({ seconds }) => seconds,
      cell: ({ seconds }) => (seconds === null ? '' : format.seconds(seconds)),
      numeric: true,
    },
    {
      key: 'created',
      title: t('created'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <Text size="sm">{format.dateTime(createdAt)}</Text>,
    },
  ];
}

function NameCell({ run }: { run: RunView }) {
  return (
    <div>
      <Anchor component={Link} href={`/runs/${run.id}`} fw={600}>
        {run.registerAs}
      </Anchor>
      <Text size="xs" c="dimmed">
        {run.model}
      </Text>
    </div>
  );
}

function StateCell({ run }: { run: RunView }) {
  const format = useFormats();
  if (run.state !== 'running') return <StateBadge state={run.state} />;
  return (
    <Group gap="xs" wrap="nowrap">
      <StateBadge state={run.state} />
      <Progress value={run.progress} w={70} aria-label={format.percent(run.progress / 100, 0)} />
      <Text size="xs" c="dimmed">
        {format.percent(run.progress / 100, 0)}
      </Text>
    </Group>
  );
}

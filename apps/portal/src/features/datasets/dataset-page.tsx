'use client';
import type { DatasetVersionView, DatasetView } from '@millwright/contracts';
import { Button, Card, Group, Select, Stack } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LastLine } from '../../components/last-line.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { LongWork } from '../../components/long-work.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useAddress } from '../../use-address.ts';
import { useFormats } from '../../words/use-formats.ts';
import { ClassBalance } from './parts/class-balance.tsx';
import { DeleteDataset } from './parts/delete-dataset.tsx';
import { LeftOutFiles } from './parts/left-out-files.tsx';
import { Profile } from './parts/profile.tsx';
import { VersionTabs } from './parts/version-tabs.tsx';
import { useDataset, useDatasetVersion } from './queries.ts';

export function DatasetPage({ name }: { name: string }) {
  const address = useAddress();
  const dataset = useDataset(name);
  const number = address.number('version') ?? dataset.data?.latest.version ?? null;
  const version = useDatasetVersion(name, number);
  return (
    <Loaded query={dataset} shape={<PageSkeleton />}>
      {(set) => (
        <Loaded query={version} shape={<PageSkeleton />}>
          {(view) => <Version set={set} view={view} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Version({ set, view }: { set: DatasetView; view: DatasetVersionView }) {
  const t = useTranslations('dataset');
  const format = useFormats();
  const isBusy = view.state === 'received' || view.state === 'inspecting';
  return (
    <Stack gap="lg">
      <PageHead
        title={
          <Group gap="sm">
            {set.name} <StateBadge state={view.state} />
          </Group>
        }
        sentence={<Sentence view={view} />}
        action={<Actions set={set} view={view} />}
      />
      {isBusy && (
        <Card withBorder>
          <LongWork
            size="lg"
            label={t('inspecting')}
            progress={view.progress}
            remainingSeconds={view.remainingSeconds}
          />
        </Card>
      )}
      {view.error && <ProblemNotice problem={view.error} />}
      {view.profile && <Profile view={view} profile={view.profile} />}
      {view.profile && <ClassBalance classes={view.profile.classes} />}
      {view.profile ? <VersionTabs view={view} /> : view.problems.length > 0 && <LeftOutFiles view={view} />}
      <LastLine
        parts={[
          `${view.dataset} v${view.version}`,
          ...(view.parent === null ? [] : [t('parent', { parent: view.parent, count: view.excluded })]),
          ...(view.contentHash === null ? [] : [t('hash', { hash: view.contentHash.slice(0, 12) })]),
          format.dateTime(view.createdAt),
        ]}
      />
    </Stack>
  );
}

function Sentence({ view }: { view: DatasetVersionView }) {
  const t = useTranslations('dataset');
  if (view.state === 'rejected') return t('sentence.rejected');
  if (view.profile === null) return t('sentence.inspecting');
  const attention = view.findings.filter(({ severity }) => severity !== 'info').length;
  return t(attention === 0 ? 'sentence.clean' : 'sentence.findings', {
    pictures: view.rows,
    classes: view.profile.classes.length,
    count: attention,
  });
}

function Actions({ set, view }: { set: DatasetView; view: DatasetVersionView }) {
  const t = useTranslations('dataset');
  const address = useAddress();
  const latest = set.latest.version;
  const choose = (value: string | null) =>
    address.set({ version: value === String(latest) ? null : value, item: null, finding: null });
  return (
    <>
      <Select
        aria-label={t('version')}
        w={150}
        allowDeselect={false}
        value={String(view.version)}
        onChange={choose}
        data={[...set.versions]
          .sort((a, b) => b - a)
          .map((version) => ({
            value: String(version),
            label: version === latest ? t('latest', { version }) : t('older', { version }),
          }))}
      />
      <DeleteDataset set={set} />
      <Button
        component={Link}
        href={`/train?dataset=${encodeURIComponent(set.name)}&version=${view.version}`}
        leftSection={<IconPlayerPlay size={16} />}
        disabled={view.state !== 'ready'}
      >
        {t('train')}
      </Button>
    </>
  );
}

'use client';
import { isOver, type RunDetail } from '@millwright/contracts';
import { Button, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconBox, IconRepeat } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { LastLine } from '../../components/last-line.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { LongWork } from '../../components/long-work.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { Link, useRouter } from '../../i18n/navigation.ts';
import { useFormats } from '../../words/use-formats.ts';
import { TagsCard } from '../tags/tags-card.tsx';
import { formOf } from '../train/train-form.ts';
import { useKeptForm } from '../train/use-train-form.ts';
import { Curves } from './parts/curves.tsx';
import { DeleteRun } from './parts/delete-run.tsx';
import { RunFigures } from './parts/run-figures.tsx';
import { RunLog } from './parts/run-log.tsx';
import { SettingsTable } from './parts/settings-table.tsx';
import { useCancelRun, useRun } from './queries.ts';

export function RunPage({ id }: { id: string }) {
  const run = useRun(id);
  return (
    <Loaded query={run} shape={<PageSkeleton />}>
      {(detail) => <Run run={detail} />}
    </Loaded>
  );
}

function Run({ run }: { run: RunDetail }) {
  const t = useTranslations('run');
  const stages = useTranslations('stages');
  const tags = useTranslations('tags');
  const format = useFormats();
  return (
    <Stack gap="lg">
      <PageHead
        title={
          <Group gap="sm">
            {run.registerAs} <StateBadge state={run.state} />
          </Group>
        }
        sentence={<Sentence run={run} />}
        action={<Actions run={run} />}
      />
      {!isOver(run.state) && (
        <Card withBorder>
          <LongWork
            size="lg"
            label={stages(run.stage)}
            progress={run.progress}
            remainingSeconds={run.remainingSeconds}
          />
          <Text size="sm" c="dimmed" mt="xs">
            {t('goesOn')}
          </Text>
        </Card>
      )}
      {run.error && <ProblemNotice problem={run.error} />}
      {run.metrics && <RunFigures run={run} metrics={run.metrics} />}
      <Curves run={run} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <RunLog lines={run.log} />
        <SettingsTable settings={run.settings} model={run.model} />
      </SimpleGrid>
      <TagsCard place={['runs', run.id]} title={tags('title')} none={tags('none')} />
      <LastLine
        parts={[
          ...(run.registered ? [`${run.registered.name} v${run.registered.version}`] : []),
          `${run.dataset} v${run.datasetVersion}`,
          t('seed', { seed: run.seed }),
          ...(run.engine === null ? [] : [t('engine', { engine: run.engine })]),
          ...(run.attempts > 1 ? [t('resumed', { count: run.attempts - 1 })] : []),
          format.dateTime(run.finishedAt ?? run.startedAt ?? run.createdAt),
        ]}
      />
    </Stack>
  );
}

function Sentence({ run }: { run: RunDetail }) {
  const t = useTranslations('run.sentence');
  const format = useFormats();
  return t(run.state, {
    model: run.model,
    data: `${run.dataset} v${run.datasetVersion}`,
    time: run.seconds === null ? '' : format.seconds(run.seconds),
  });
}

function Actions({ run }: { run: RunDetail }) {
  const t = useTranslations('run');
  const cancel = useCancelRun(run.id);
  if (!isOver(run.state))
    return (
      <ConfirmButton
        label={t('cancel.label')}
        title={t('cancel.title')}
        confirmLabel={t('cancel.confirm')}
        onConfirm={() => cancel.mutateAsync()}
        danger
      >
        <Text>{t('cancel.explain')}</Text>
      </ConfirmButton>
    );
  return (
    <Group gap="xs">
      <DeleteRun run={run} />
      <TrainAgain run={run} />
      {run.registered && (
        <Button
          component={Link}
          href={`/models/${encodeURIComponent(run.registered.name)}?version=${run.registered.version}`}
          leftSection={<IconBox size={16} />}
        >
          {t('openModel')}
        </Button>
      )}
    </Group>
  );
}

/** Leads to the train page with everything as it was for this run, so that a setting can be changed before. */
function TrainAgain({ run }: { run: RunDetail }) {
  const t = useTranslations('run');
  const router = useRouter();
  const [, keep] = useKeptForm();
  const open = () => {
    keep(formOf(run));
    router.push('/train');
  };
  return (
    <Button
      variant={run.registered ? 'default' : 'filled'}
      leftSection={<IconRepeat size={16} />}
      onClick={open}
    >
      {t('again')}
    </Button>
  );
}

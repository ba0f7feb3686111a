'use client';
import { isOver, jobSchema, runSchema, type JobView, type RunView } from '@millwright/contracts';
import { Badge, Button, Group, Loader, Popover, Stack, Text } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { LongWork } from '../components/long-work.tsx';
import { Link } from '../i18n/navigation.ts';
import { useOne, usePages } from '../use-api.ts';

/** Work that goes on by itself, with its progress; it goes on when the page is left. */
export function RunningJobs() {
  const t = useTranslations('jobs');
  const jobs = useOne(z.array(jobSchema), ['jobs'], '/jobs');
  const runs = usePages(runSchema, ['runs', 'list'], '/runs', { limit: 50 });
  const active = (jobs.data ?? []).filter(({ state }) => !isOver(state));
  const busy = active.length > 0;
  return (
    <Popover width={340} position="bottom-end" shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={t('title', { count: active.length })}
          leftSection={busy ? <Loader size={14} /> : <IconActivity size={16} />}
        >
          <Badge variant={busy ? 'filled' : 'light'} color={busy ? undefined : 'gray'} circle size="sm">
            {active.length}
          </Badge>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {!busy && (
            <Text size="sm" c="dimmed">
              {t('none')}
            </Text>
          )}
          {active.map((job) => (
            <JobRow key={job.id} job={job} run={runs.data?.rows.find(({ id }) => id === job.payload.runId)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function JobRow({ job, run }: { job: JobView; run: RunView | undefined }) {
  const t = useTranslations('jobs');
  const { runId, dataset } = job.payload;
  const label = run
    ? t('training', { name: run.registerAs })
    : t.has(`names.${nameKey(job)}`)
      ? t(`names.${nameKey(job)}`, { dataset: String(dataset ?? '') })
      : job.name;
  const href =
    typeof runId === 'string' ? `/runs/${runId}` : `/datasets/${encodeURIComponent(String(dataset))}`;
  return (
    <div>
      <LongWork label={label} progress={job.progress} remainingSeconds={run?.remainingSeconds ?? null} />
      <Group justify="flex-end">
        <Text component={Link} href={href} size="sm" c="var(--mantine-color-anchor)">
          {t('open')}
        </Text>
      </Group>
    </div>
  );
}

const nameKey = (job: JobView) => (job.name === 'run.train' ? 'train' : 'inspect');

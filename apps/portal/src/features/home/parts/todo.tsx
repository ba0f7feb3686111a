'use client';
import { Button, Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import {
  IconActivity,
  IconAlertTriangle,
  IconCircleX,
  IconPlayerPlay,
  IconSearch,
  IconStar,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LongWork } from '../../../components/long-work.tsx';
import { Link } from '../../../i18n/navigation.ts';
import type { TodoItem } from '../todo-of.ts';

const most = 12;

/** The things worth doing now, each with the one step it needs. */
export function Todo({ items }: { items: readonly TodoItem[] }) {
  const t = useTranslations('home.todo');
  return (
    <Stack gap="sm">
      <Title order={2}>{t('title')}</Title>
      {items.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      {items.slice(0, most).map((item) => (
        <Row key={keyOf(item)} item={item} />
      ))}
      {items.length > most && (
        <Text size="sm" c="dimmed">
          {t('more', { count: items.length - most })}
        </Text>
      )}
    </Stack>
  );
}

const keyOf = (item: TodoItem): string =>
  `${item.kind} ${'run' in item ? item.run.id : 'model' in item ? item.model.name : item.dataset.name}`;

const looks = {
  run: { Icon: IconActivity, color: 'steel' },
  inspecting: { Icon: IconSearch, color: 'steel' },
  rejected: { Icon: IconCircleX, color: 'red' },
  failed: { Icon: IconCircleX, color: 'red' },
  champion: { Icon: IconStar, color: 'gray' },
  findings: { Icon: IconAlertTriangle, color: 'yellow' },
  untrained: { Icon: IconPlayerPlay, color: 'gray' },
} as const;

function Row({ item }: { item: TodoItem }) {
  const t = useTranslations('home.todo');
  const { Icon, color } = looks[item.kind];
  return (
    <Card withBorder padding="sm">
      <Group wrap="nowrap" justify="space-between">
        <Group wrap="nowrap" style={{ flex: 1 }}>
          <ThemeIcon variant="light" color={color} aria-hidden>
            <Icon size={18} />
          </ThemeIcon>
          <Words item={item} />
        </Group>
        <Button component={Link} href={hrefOf(item)} variant="default" size="xs">
          {t(`action.${item.kind}`)}
        </Button>
      </Group>
    </Card>
  );
}

function Words({ item }: { item: TodoItem }): ReactNode {
  const t = useTranslations('home.todo');
  if (item.kind === 'run') {
    const { registerAs, progress, remainingSeconds, state } = item.run;
    return (
      <LongWork
        label={t(state === 'pending' ? 'pending' : 'run', { name: registerAs })}
        progress={progress}
        remainingSeconds={remainingSeconds}
      />
    );
  }
  if (item.kind === 'inspecting') {
    const { latest, name } = item.dataset;
    return (
      <LongWork
        label={t('inspecting', { name })}
        progress={latest.progress}
        remainingSeconds={latest.remainingSeconds}
      />
    );
  }
  return <Text size="sm">{t(item.kind, valuesOf(item))}</Text>;
}

const valuesOf = (item: TodoItem) => ({
  name: 'run' in item ? item.run.registerAs : 'model' in item ? item.model.name : item.dataset.name,
  count: item.kind === 'findings' ? item.count : 0,
  pictures: item.kind === 'findings' ? item.pictures : 0,
});

function hrefOf(item: TodoItem): string {
  if ('run' in item) return `/runs/${item.run.id}`;
  if ('model' in item) return `/models/${encodeURIComponent(item.model.name)}`;
  const name = encodeURIComponent(item.dataset.name);
  if (item.kind === 'untrained') return `/train?dataset=${name}`;
  return item.kind === 'findings' ? `/datasets/${name}?tab=findings` : `/datasets/${name}`;
}

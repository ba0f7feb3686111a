'use client';
import { mostCompared } from '@millwright/contracts';
import { Button, Group, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Link } from '../../../i18n/navigation.ts';
import { mostTicked } from '../../compare/comparison.ts';

/** The ways to compare runs: those that are ticked, or all that a filter lets through. */
export function CompareButtons({ ids, filter }: { ids: readonly string[]; filter: string }) {
  const t = useTranslations('runs.compare');
  const few = ids.length < 2;
  const many = ids.length > mostTicked;
  const label = few ? t('none') : t('button', { count: ids.length });
  return (
    <Group gap="xs">
      {few || many ? (
        <Button size="compact-sm" variant="default" disabled leftSection={<IconArrowsDiff size={16} />}>
          {label}
        </Button>
      ) : (
        <Button
          component={Link}
          href={`/runs/compare?runs=${ids.join(',')}`}
          size="compact-sm"
          leftSection={<IconArrowsDiff size={16} />}
        >
          {label}
        </Button>
      )}
      {filter !== '' && (
        <Button
          component={Link}
          href={`/runs/compare?filter=${encodeURIComponent(filter)}`}
          size="compact-sm"
          variant="default"
        >
          {t('all')}
        </Button>
      )}
      {many && (
        <Text size="xs" c="dimmed">
          {t('tooMany', { most: mostTicked, limit: mostCompared })}
        </Text>
      )}
    </Group>
  );
}

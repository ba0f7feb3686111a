'use client';
import { Group, Progress, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '../words/use-formats.ts';

interface Props {
  readonly label: string;
  /** 0..100 */
  readonly progress: number;
  readonly remainingSeconds: number | null;
  readonly size?: 'sm' | 'lg';
}

/** A progress bar with what is being done and how long it still takes. */
export function LongWork({ label, progress, remainingSeconds, size = 'sm' }: Props) {
  const t = useTranslations('work');
  const format = useFormats();
  return (
    <div style={{ width: '100%' }}>
      <Group justify="space-between" gap="xs" mb={4} wrap="nowrap">
        <Text size="sm">{label}</Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {format.percent(progress / 100, 0)}
          {remainingSeconds !== null && ` · ${t('remaining', { time: format.seconds(remainingSeconds) })}`}
        </Text>
      </Group>
      <Progress value={progress} size={size} aria-label={label} />
    </div>
  );
}

'use client';
import { Group, Progress, Stack, Text } from '@mantine/core';
import { useFormats } from '../words/use-formats.ts';

interface Props {
  readonly scores: Readonly<Record<string, number>>;
  readonly chosen: string;
}

/** The score of each class, the surest first. */
export function Scores({ scores, chosen }: Props) {
  const format = useFormats();
  const sorted = Object.entries(scores).sort(([, a], [, b]) => b - a);
  return (
    <Stack gap={4}>
      {sorted.map(([label, score]) => (
        <Group key={label} gap="sm" wrap="nowrap">
          <Text size="sm" w={130} truncate fw={label === chosen ? 600 : undefined}>
            {label}
          </Text>
          <Progress
            value={score * 100}
            style={{ flex: 1 }}
            color={label === chosen ? undefined : 'gray'}
            aria-label={label}
          />
          <Text size="sm" w={64} ta="end">
            {format.percent(score)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

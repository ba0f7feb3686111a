import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly title: ReactNode;
  /** Answers the page's question in words. */
  readonly sentence?: ReactNode;
  /** The main action. */
  readonly action?: ReactNode;
}

/** How every page begins. */
export function PageHead({ title, sentence, action }: Props) {
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={4} style={{ flex: '1 1 24rem', minWidth: 0 }}>
        <Title order={1}>{title}</Title>
        {sentence !== undefined && (
          <Text c="dimmed" component="div">
            {sentence}
          </Text>
        )}
      </Stack>
      {action !== undefined && <Group gap="sm">{action}</Group>}
    </Group>
  );
}

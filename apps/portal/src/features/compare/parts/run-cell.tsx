'use client';
import type { ComparedRun } from '@millwright/contracts';
import { Anchor, Text } from '@mantine/core';
import { Link } from '../../../i18n/navigation.ts';
import { useFormats } from '../../../words/use-formats.ts';

/** A run by its place in the list, its name and when it was asked for. */
export function RunCell({ run, number }: { run: ComparedRun; number: number }) {
  const format = useFormats();
  return (
    <div>
      <Anchor component={Link} href={`/runs/${run.id}`} size="sm" fw={600}>
        {number} · {run.name}
      </Anchor>
      <Text size="xs" c="dimmed">
        {format.dateTime(run.createdAt)}
      </Text>
    </div>
  );
}

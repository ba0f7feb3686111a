'use client';
import type { ValidationStatus } from '@millwright/contracts';
import { Badge } from '@mantine/core';
import { IconCheck, IconCircleX, IconClock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

const looks = {
  pending: { color: 'gray', Icon: IconClock },
  approved: { color: 'green', Icon: IconCheck },
  rejected: { color: 'red', Icon: IconCircleX },
} as const satisfies Record<ValidationStatus, { color: string; Icon: unknown }>;

/** Whether a version may become champion, by colour, shape and word. */
export function ValidationBadge({ status }: { status: ValidationStatus }) {
  const t = useTranslations('validation');
  const { color, Icon } = looks[status];
  return (
    <Badge
      variant="light"
      color={color}
      leftSection={<Icon size={13} aria-hidden />}
      tt="none"
      radius="sm"
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
    >
      {t(status)}
    </Badge>
  );
}

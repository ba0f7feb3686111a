'use client';
import type { ValidationStatus } from '@millwright/contracts';
import { IconCheck, IconCircleX, IconClock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LookBadge } from './state-badge.tsx';

const looks = {
  pending: { color: 'gray', Icon: IconClock },
  approved: { color: 'green', Icon: IconCheck },
  rejected: { color: 'red', Icon: IconCircleX },
} as const satisfies Record<ValidationStatus, { color: string; Icon: unknown }>;

/** Whether a version may become champion, by colour, shape and word. */
export function ValidationBadge({ status }: { status: ValidationStatus }) {
  const t = useTranslations('validation');
  return <LookBadge {...looks[status]}>{t(status)}</LookBadge>;
}

'use client';
import type { DeliveryState, Finding, RunState, VersionState } from '@millwright/contracts';
import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconClock,
  IconInfoCircle,
  IconLoader,
  IconPlayerPause,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const looks = {
  pending: { color: 'gray', Icon: IconClock },
  received: { color: 'gray', Icon: IconClock },
  running: { color: 'steel', Icon: IconLoader },
  inspecting: { color: 'steel', Icon: IconLoader },
  completed: { color: 'green', Icon: IconCheck },
  ready: { color: 'green', Icon: IconCheck },
  failed: { color: 'red', Icon: IconCircleX },
  rejected: { color: 'red', Icon: IconCircleX },
  canceled: { color: 'gray', Icon: IconPlayerStop },
  waiting: { color: 'gray', Icon: IconClock },
  delivered: { color: 'green', Icon: IconCheck },
  enabled: { color: 'green', Icon: IconCheck },
  disabled: { color: 'gray', Icon: IconPlayerPause },
  info: { color: 'gray', Icon: IconInfoCircle },
  warning: { color: 'yellow', Icon: IconAlertTriangle },
  error: { color: 'red', Icon: IconCircleX },
} as const satisfies Record<
  RunState | VersionState | DeliveryState | Finding['severity'] | 'enabled' | 'disabled',
  { color: string; Icon: unknown }
>;

/** A state by colour, shape and word. */
export function StateBadge({ state }: { state: keyof typeof looks }) {
  const t = useTranslations('state');
  return <LookBadge {...looks[state]}>{t(state)}</LookBadge>;
}

interface LookProps {
  readonly color: string;
  readonly Icon: typeof IconCheck;
  /** The word. */
  readonly children: ReactNode;
}

/** How every badge of a state looks. */
export function LookBadge({ color, Icon, children }: LookProps) {
  return (
    <Badge
      variant="light"
      color={color}
      leftSection={<Icon size={13} aria-hidden />}
      tt="none"
      radius="sm"
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
    >
      {children}
    </Badge>
  );
}

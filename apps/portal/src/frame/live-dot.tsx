'use client';
import { Box, Tooltip } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useLive } from '../live/live-events.tsx';

/** A dot: green while news arrives by itself, grey while it does not. */
export function LiveDot() {
  const t = useTranslations('frame');
  const { connected } = useLive();
  const word = t(connected ? 'live' : 'silent');
  return (
    <Tooltip label={word}>
      <Box
        role="img"
        aria-label={word}
        w={8}
        h={8}
        bg={connected ? 'green' : 'gray'}
        style={{ borderRadius: connected ? '50%' : 0 }}
      />
    </Tooltip>
  );
}

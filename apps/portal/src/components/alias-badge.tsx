'use client';
import type { Alias } from '@millwright/contracts';
import { Badge } from '@mantine/core';
import { IconFlag, IconStar } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

/** A version's standing, by word and shape. */
export function AliasBadge({ alias, version }: { alias: Alias; version?: number }) {
  const t = useTranslations('aliases');
  const Icon = alias === 'champion' ? IconStar : IconFlag;
  return (
    <Badge
      variant={alias === 'champion' ? 'filled' : 'outline'}
      tt="none"
      radius="sm"
      leftSection={<Icon size={13} aria-hidden />}
    >
      {version === undefined ? t(alias) : `${t(alias)} v${version}`}
    </Badge>
  );
}

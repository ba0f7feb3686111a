'use client';
import type { Grant } from '@millwright/contracts';
import { Badge, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';

/** Roles with where they hold. */
export function Grants({ grants }: { grants: readonly Grant[] }) {
  const words = useGrantWords();
  return (
    <Group gap={6}>
      {grants.map((grant) => (
        <Badge key={words(grant)} variant="light" tt="none">
          {words(grant)}
        </Badge>
      ))}
    </Group>
  );
}

/** `Quality engineer · north / line-2`; a role that holds everywhere stands alone. */
export function useGrantWords(): (grant: Grant) => string {
  const roles = useTranslations('roles');
  return ({ role, site, line }) =>
    [roles(role), [site, line].filter((part) => part !== null).join(' / ')].filter(Boolean).join(' · ');
}

'use client';
import { NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Link, usePathname } from '../i18n/navigation.ts';
import { useSession } from '../use-session.ts';
import { entryGroups, isUnder } from './entries.ts';

export function SideBar() {
  const t = useTranslations('frame');
  const pathname = usePathname();
  const known = useSession().data?.signedIn !== false;
  if (!known) return null;
  return (
    <ScrollArea>
      <Stack gap="md">
        {entryGroups.map((group) => (
          <div key={group.key}>
            {group.key !== 'today' && (
              <Text size="xs" c="dimmed" fw={600} px="sm" mb={4}>
                {t(`groups.${group.key}`)}
              </Text>
            )}
            {group.entries.map(({ key, href, Icon }) => (
              <NavLink
                key={key}
                component={Link}
                href={href}
                label={t(`pages.${key}`)}
                leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
                active={isUnder(pathname, href)}
                aria-current={isUnder(pathname, href) ? 'page' : undefined}
                style={{ borderRadius: 'var(--mantine-radius-sm)' }}
              />
            ))}
          </div>
        ))}
      </Stack>
    </ScrollArea>
  );
}

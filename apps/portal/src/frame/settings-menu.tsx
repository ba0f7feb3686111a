'use client';
import { ActionIcon, Menu } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Link } from '../i18n/navigation.ts';
import { settingsEntries } from './entries.ts';

/** What is set up once, by whoever runs this Millwright. */
export function SettingsMenu() {
  const t = useTranslations('frame');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('settings')}>
          <IconSettings size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {settingsEntries.map(({ key, href, Icon }) => (
          <Menu.Item key={key} component={Link} href={href} leftSection={<Icon size={16} aria-hidden />}>
            {t(`pages.${key}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

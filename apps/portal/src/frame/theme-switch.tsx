'use client';
import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

const schemes = [
  { key: 'light', Icon: IconSun },
  { key: 'dark', Icon: IconMoon },
  { key: 'auto', Icon: IconDeviceDesktop },
] as const;

export function ThemeSwitch() {
  const t = useTranslations('frame.theme');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const mounted = useMounted();
  const chosen = mounted ? colorScheme : 'auto';
  const { Icon: Chosen } = schemes.find(({ key }) => key === chosen) ?? schemes[2];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('title')}>
          <Chosen size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ key, Icon }) => (
          <Menu.Item
            key={key}
            leftSection={<Icon size={16} />}
            rightSection={key === chosen ? <IconCheck size={14} /> : null}
            onClick={() => setColorScheme(key)}
          >
            {t(key)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

'use client';
import { Burger, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Link } from '../i18n/navigation.ts';
import { Commands } from './commands.tsx';
import classes from './frame.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { LiveDot } from './live-dot.tsx';
import { RunningJobs } from './running-jobs.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface Props {
  readonly opened: boolean;
  toggle(): void;
}

export function TopBar({ opened, toggle }: Props) {
  const t = useTranslations('frame');
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('entries')} />
        <Link href="/" className={classes.brand}>
          Millwright
        </Link>
        <LiveDot />
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Commands />
        <RunningJobs />
        <LanguageSwitch />
        <ThemeSwitch />
        <SettingsMenu />
      </Group>
    </Group>
  );
}

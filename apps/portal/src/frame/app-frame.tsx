'use client';
import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useEffect, type ReactNode } from 'react';
import { usePathname } from '../i18n/navigation.ts';
import { EndNotices } from './end-notices.tsx';
import classes from './frame.module.css';
import { SessionGate } from './session-gate.tsx';
import { SideBar } from './side-bar.tsx';
import { TopBar } from './top-bar.tsx';

/** The one frame: entries on the left, search and running work above, the page in the middle. */
export function AppFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('frame');
  const [opened, { toggle, close }] = useDisclosure(false);
  const pathname = usePathname();
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 196, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="lg"
    >
      <a className={classes.skip} href="#page">
        {t('skip')}
      </a>
      <AppShell.Header>
        <TopBar opened={opened} toggle={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t('entries')}>
        <SideBar />
      </AppShell.Navbar>
      <AppShell.Main>
        <div className={classes.main} id="page" tabIndex={-1}>
          <SessionGate>{children}</SessionGate>
        </div>
        <EndNotices />
      </AppShell.Main>
    </AppShell>
  );
}

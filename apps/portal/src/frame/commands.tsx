'use client';
import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const Palette = dynamic(() => import('./palette.tsx').then(({ Palette }) => Palette), { ssr: false });

/** Search and commands; what it needs is loaded when it is opened for the first time. */
export function Commands() {
  const t = useTranslations('commands');
  const [asked, setAsked] = useState(0);
  const open = () => setAsked((times) => times + 1);
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        c="dimmed"
        fw={400}
        leftSection={<IconSearch size={15} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={open}
        visibleFrom="xs"
        aria-keyshortcuts="Control+K"
      >
        {t('title')}
      </Button>
      {asked > 0 && <Palette asked={asked} />}
    </>
  );
}

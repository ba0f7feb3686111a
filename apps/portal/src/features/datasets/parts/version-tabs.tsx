'use client';
import type { DatasetVersionView } from '@millwright/contracts';
import { Tabs } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useAddress } from '../../../use-address.ts';
import { useOnce } from '../../../use-once.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { Findings } from './findings.tsx';
import { LeftOutFiles } from './left-out-files.tsx';
import { Pictures } from './pictures.tsx';

const PictureDrawer = dynamic(() => import('./picture-drawer.tsx').then((module) => module.PictureDrawer), {
  ssr: false,
});

/** Pictures, findings and files that were left out, each under its own address. */
export function VersionTabs({ view }: { view: DatasetVersionView }) {
  const t = useTranslations('dataset.tabs');
  const format = useFormats();
  const address = useAddress();
  const tab = address.get('tab') ?? 'pictures';
  const drawer = useOnce(address.get('item') !== null);
  return (
    <>
      <Tabs
        value={tab}
        onChange={(value) => address.set({ tab: value === 'pictures' ? null : value })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="pictures">{t('pictures', { count: format.count(view.rows) })}</Tabs.Tab>
          <Tabs.Tab value="findings">{t('findings', { count: view.findings.length })}</Tabs.Tab>
          <Tabs.Tab value="problems">{t('problems', { count: format.count(view.rejected) })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="pictures">
          <Pictures view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="findings">
          <Findings view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="problems">
          <LeftOutFiles view={view} />
        </Tabs.Panel>
      </Tabs>
      {drawer && <PictureDrawer view={view} />}
    </>
  );
}

'use client';
import type { ModelVersionView, ModelView } from '@millwright/contracts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconStar } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useOnce } from '../../../use-once.ts';

const Dialog = dynamic(() => import('./promote-dialog.tsx').then((module) => module.PromoteDialog), {
  ssr: false,
});

/** The way to move an alias to the version that is shown. */
export function Promote({ model, view }: { model: ModelView; view: ModelVersionView }) {
  const t = useTranslations('model.promote');
  const [opened, { open, close }] = useDisclosure(false);
  const wasOpened = useOnce(opened);
  return (
    <>
      <Button leftSection={<IconStar size={16} />} onClick={open}>
        {t('label')}
      </Button>
      {wasOpened && <Dialog model={model} view={view} opened={opened} close={close} />}
    </>
  );
}

'use client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useOnce } from '../../../use-once.ts';

const Dialog = dynamic(() => import('./rotate-dialog.tsx').then(({ RotateDialog }) => RotateDialog), {
  ssr: false,
});

/** The way to a new secret. */
export function RotateSecret({ id }: { id: string }) {
  const t = useTranslations('webhooks.rotate');
  const [opened, { open, close }] = useDisclosure(false);
  const wasOpened = useOnce(opened);
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('label')}
      </Button>
      {wasOpened && <Dialog id={id} opened={opened} close={close} />}
    </>
  );
}

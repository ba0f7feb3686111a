'use client';
import type { WebhookView } from '@millwright/contracts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useOnce } from '../../../use-once.ts';

const Dialog = dynamic(() => import('./webhook-dialog.tsx').then(({ WebhookDialog }) => WebhookDialog), {
  ssr: false,
});

/** The way to a new webhook, or to changing the one that is given. */
export function EnterWebhook({ webhook }: { webhook?: WebhookView }) {
  const t = useTranslations('webhooks.enter');
  const [opened, { open, close }] = useDisclosure(false);
  const wasOpened = useOnce(opened);
  return (
    <>
      {webhook ? (
        <Button variant="default" onClick={open}>
          {t('change')}
        </Button>
      ) : (
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          {t('create')}
        </Button>
      )}
      {wasOpened && <Dialog webhook={webhook} opened={opened} close={close} />}
    </>
  );
}

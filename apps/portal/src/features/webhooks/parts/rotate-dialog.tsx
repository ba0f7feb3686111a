'use client';
import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorNotice } from '../../../components/states.tsx';
import { useRotateSecret } from '../queries.ts';
import { SecretShown } from './secret-shown.tsx';

interface Props {
  readonly id: string;
  readonly opened: boolean;
  close(): void;
}

/** Asks how long the old secret shall count, then shows the new one. */
export function RotateDialog({ id, opened, close }: Props) {
  const t = useTranslations('webhooks.rotate');
  const rotate = useRotateSecret(id);
  const [hours, setHours] = useState(24);
  const done = () => {
    close();
    rotate.reset(); // the secret is not kept in the page either
  };
  return (
    <Modal
      opened={opened}
      onClose={done}
      title={t('label')}
      size="lg"
      closeOnClickOutside={!rotate.data}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {rotate.data ? (
        <SecretShown secret={rotate.data.secret} done={done} />
      ) : (
        <Stack>
          <Text size="sm">{t('explain')}</Text>
          <NumberInput
            label={t('hours')}
            value={hours}
            onChange={(value) => setHours(Number(value))}
            min={0}
            max={168}
            clampBehavior="strict"
            allowDecimal={false}
          />
          {rotate.isError && <ErrorNotice error={rotate.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
            <Button loading={rotate.isPending} onClick={() => rotate.mutate(hours)} data-autofocus>
              {t('confirm')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

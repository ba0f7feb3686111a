'use client';
import { Button, Group, Modal, Stack, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { ErrorNotice } from './states.tsx';

interface Props {
  readonly label: string;
  readonly title: string;
  /** Names what happens and what is lost. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  /** Refuses by throwing; the refusal is shown and the question stays. */
  onConfirm(): Promise<unknown>;
  readonly button?: ButtonProps;
  readonly danger?: boolean;
}

/** A button that asks once before it acts. */
export function ConfirmButton({ label, title, children, confirmLabel, onConfirm, button, danger }: Props) {
  const t = useTranslations('actions');
  const [opened, { open, close }] = useDisclosure(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={title} centered>
        <Stack>
          {children}
          {error !== null && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('back')}
            </Button>
            <Button
              color={danger ? 'red' : undefined}
              loading={busy}
              onClick={() => void confirm()}
              data-autofocus
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

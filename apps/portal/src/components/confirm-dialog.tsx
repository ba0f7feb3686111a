'use client';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { ErrorNotice } from './states.tsx';

export interface Question {
  readonly title: string;
  /** Names what happens and what is lost. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  /** Refuses by throwing; the refusal is shown and the question stays. */
  onConfirm(): Promise<unknown>;
  readonly danger?: boolean;
}

interface Props extends Question {
  readonly opened: boolean;
  close(): void;
}

/** The question before something is done. */
export function ConfirmDialog({ title, children, confirmLabel, onConfirm, danger, opened, close }: Props) {
  const t = useTranslations('actions');
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
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
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
  );
}

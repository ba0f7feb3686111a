'use client';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { useOnce } from '../use-once.ts';
import type { Question } from './confirm-dialog.tsx';

const Dialog = dynamic(() => import('./confirm-dialog.tsx').then(({ ConfirmDialog }) => ConfirmDialog), {
  ssr: false,
});

interface Props extends Question {
  readonly label: string;
}

/** A button that asks once before it acts; the question is loaded when it is asked for the first time. */
export function ConfirmButton({ label, ...question }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const wasOpened = useOnce(opened);
  return (
    <>
      <Button variant="default" onClick={open}>
        {label}
      </Button>
      {wasOpened && <Dialog {...question} opened={opened} close={close} />}
    </>
  );
}

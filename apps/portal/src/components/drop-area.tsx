'use client';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useRef, useState, type DragEvent } from 'react';
import classes from './drop-area.module.css';
import { droppedFiles, pickedFiles, type GivenFile } from './given-files.ts';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly accept?: string;
  /** Offers to pick a whole folder too. */
  readonly folders?: boolean;
  onFiles(files: readonly GivenFile[]): void;
}

/** Takes files that are dropped or picked. */
export function DropArea({ title, hint, accept, folders = false, onFiles }: Props) {
  const t = useTranslations('drop');
  const [over, setOver] = useState(false);
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = await droppedFiles(event.dataTransfer);
    if (files.length > 0) onFiles(files);
  };
  const pick = (input: HTMLInputElement) => {
    const files = pickedFiles(input.files);
    input.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <Paper
      withBorder
      p="xl"
      className={classes.area}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <Stack align="center" gap="xs">
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed" ta="center" maw="40rem">
          {hint}
        </Text>
        <Group mt="xs">
          <Button variant="default" onClick={() => fileInput.current?.click()}>
            {t('pickFiles')}
          </Button>
          {folders && (
            <Button variant="default" onClick={() => folderInput.current?.click()}>
              {t('pickFolder')}
            </Button>
          )}
        </Group>
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          accept={accept}
          aria-label={t('pickFiles')}
          onChange={({ currentTarget }) => pick(currentTarget)}
        />
        <input
          ref={folderInput}
          type="file"
          hidden
          aria-label={t('pickFolder')}
          {...{ webkitdirectory: '' }}
          onChange={({ currentTarget }) => pick(currentTarget)}
        />
      </Stack>
    </Paper>
  );
}

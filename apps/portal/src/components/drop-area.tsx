'use client';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useRef, useState, type DragEvent, type InputHTMLAttributes, type RefObject } from 'react';
import classes from './drop-area.module.css';
import { droppedFiles, pickedFiles, type GivenFile } from './given-files.ts';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly accept?: string;
  /** Offers to pick a whole folder too. */
  readonly folders?: boolean;
  /** Takes less room, once something was given. */
  readonly compact?: boolean;
  onFiles(files: readonly GivenFile[]): void;
}

/** Takes files that are dropped or picked. */
export function DropArea({ title, hint, accept, folders = false, compact = false, onFiles }: Props) {
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
  const Layout = compact ? Group : Stack;
  return (
    <Paper
      withBorder
      p={compact ? 'sm' : 'xl'}
      className={classes.area}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <Layout align="center" justify="center" gap={compact ? 'md' : 'xs'}>
        <Text fw={600}>{title}</Text>
        {!compact && (
          <Text size="sm" c="dimmed" ta="center" maw="40rem">
            {hint}
          </Text>
        )}
        <Group>
          <Button variant="default" onClick={() => fileInput.current?.click()}>
            {t('pickFiles')}
          </Button>
          {folders && (
            <Button variant="default" onClick={() => folderInput.current?.click()}>
              {t('pickFolder')}
            </Button>
          )}
        </Group>
        <FileInput input={fileInput} label={t('pickFiles')} accept={accept} multiple onPick={pick} />
        <FileInput input={folderInput} label={t('pickFolder')} {...folder} onPick={pick} />
      </Layout>
    </Paper>
  );
}

/** Lets an input take whole folders; React's types do not know the attribute. */
const folder = { webkitdirectory: '' };

interface FileInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly label: string;
  onPick(input: HTMLInputElement): void;
}

function FileInput({ input, label, onPick, ...rest }: FileInputProps) {
  return (
    <input
      ref={input}
      type="file"
      hidden
      aria-label={label}
      onChange={({ currentTarget }) => onPick(currentTarget)}
      {...rest}
    />
  );
}

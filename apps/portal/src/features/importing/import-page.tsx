'use client';
import { nameSchema } from '@millwright/contracts';
import { Button, Card, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { DropArea } from '../../components/drop-area.tsx';
import { belowTheirFolder, type GivenFile } from '../../components/given-files.ts';
import { LongWork } from '../../components/long-work.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ErrorNotice } from '../../components/states.tsx';
import { useFormats } from '../../words/use-formats.ts';
import { suggestName } from './suggest-name.ts';
import { sizeOf, useUpload } from './use-upload.ts';
import type { UploadProgress } from './upload.ts';

export function ImportPage() {
  const t = useTranslations('import');
  const [files, setFiles] = useState<readonly GivenFile[]>([]);
  const [name, setName] = useState('');
  const { progress, error, start, cancel } = useUpload();
  const given = (more: readonly GivenFile[]) => {
    setFiles(belowTheirFolder(more));
    if (name === '') setName(suggestName(more[0].path));
  };
  const nameIsWrong = name !== '' && !nameSchema.safeParse(name).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void start(name, files);
  };
  return (
    <Stack gap="lg" maw="56rem">
      <PageHead title={t('title')} sentence={t('sentence')} />
      <form onSubmit={submit}>
        <Stack>
          {progress === null && <DropArea title={t('drop')} hint={t('dropHint')} folders onFiles={given} />}
          {files.length > 0 && <Given files={files} />}
          <TextInput
            label={t('name')}
            description={t('nameHelp')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={nameIsWrong ? t('nameWrong') : undefined}
            disabled={progress !== null}
            required
            maw="26rem"
          />
          {error !== null && <ErrorNotice error={error} />}
          {progress === null ? (
            <Group>
              <Button type="submit" disabled={files.length === 0 || name === '' || nameIsWrong}>
                {t('start')}
              </Button>
            </Group>
          ) : (
            <Sending progress={progress} cancel={cancel} />
          )}
        </Stack>
      </form>
      {files.length === 0 && <Layouts />}
    </Stack>
  );
}

function Given({ files }: { files: readonly GivenFile[] }) {
  const t = useTranslations('import');
  const format = useFormats();
  return (
    <Text size="sm">
      {t('given', { count: files.length, size: format.bytes(sizeOf(files)), first: files[0].path })}
    </Text>
  );
}

function Sending({ progress, cancel }: { progress: UploadProgress; cancel(): void }) {
  const t = useTranslations('import');
  const format = useFormats();
  const { sent, total, remainingSeconds } = progress;
  const all = sent >= total;
  return (
    <Card withBorder>
      <Stack align="flex-start">
        <LongWork
          size="lg"
          label={all ? t('storing') : t('sending', { sent: format.bytes(sent), total: format.bytes(total) })}
          progress={total > 0 ? (100 * sent) / total : 0}
          remainingSeconds={all ? null : remainingSeconds}
        />
        <Text size="sm" c="dimmed">
          {t('stay')}
        </Text>
        <Button variant="default" onClick={cancel}>
          {t('cancel')}
        </Button>
      </Stack>
    </Card>
  );
}

function Layouts() {
  const t = useTranslations('import.layouts');
  const layouts = [
    [t('folders'), 'good/001.jpg\ngood/002.jpg\nscratch/003.jpg'],
    [t('parts'), 'train/good/001.jpg\ntrain/scratch/002.jpg\ntest/good/003.jpg'],
    [t('table'), 'path,label\nimages/001.jpg,good\nimages/002.jpg,scratch'],
    [t('idx'), 'train-images-idx3-ubyte.gz\ntrain-labels-idx1-ubyte.gz\nclasses.txt'],
  ];
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('title')}</Text>
      <Group align="stretch">
        {layouts.map(([title, example]) => (
          <Card key={title} withBorder padding="sm">
            <Text size="sm" mb={6}>
              {title}
            </Text>
            <Code block>{example}</Code>
          </Card>
        ))}
      </Group>
    </Stack>
  );
}

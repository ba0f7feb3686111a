'use client';
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

interface Props {
  readonly secret: string;
  done(): void;
}

/** A secret, the only time that it is shown. */
export function SecretShown({ secret, done }: Props) {
  const t = useTranslations('webhooks.secret');
  return (
    <Stack>
      <Alert color="yellow" icon={<IconKey />} title={t('title')}>
        <Text size="sm">{t('explain')}</Text>
      </Alert>
      <Group wrap="nowrap">
        <Code
          block
          aria-label={t('label')}
          style={{ flex: 1, overflowWrap: 'anywhere', whiteSpace: 'normal' }}
        >
          {secret}
        </Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Group justify="flex-end">
        <Button onClick={done}>{t('done')}</Button>
      </Group>
    </Stack>
  );
}

'use client';
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

interface Props {
  readonly title: string;
  readonly value: string;
  readonly note: string;
}

/** A secret at the only time that it is shown, to be copied. */
export function ShownOnce({ title, value, note }: Props) {
  const t = useTranslations('states');
  return (
    <Alert color="green" title={title} icon={<IconCheck />}>
      <Stack gap="xs">
        <Text size="sm">{note}</Text>
        <Code block style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>
          {value}
        </Code>
        <Group>
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Button size="compact-sm" leftSection={<IconCopy size={14} />} onClick={copy}>
                {copied ? t('copied') : t('copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  );
}

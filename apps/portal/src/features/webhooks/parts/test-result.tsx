'use client';
import type { DeliveryView } from '@millwright/contracts';
import { Alert, Code, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useFormats } from '../../../words/use-formats.ts';

/** What came back from a test. */
export function TestResult({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations('webhooks.test');
  const format = useFormats();
  const { status, seconds, answer, error } = delivery;
  return (
    <Stack gap="xs">
      {error === null ? (
        <Alert role="status" color="green" icon={<IconCheck />} title={t('taken')}>
          <Text size="sm">{t('answered', { status: status ?? 0, time: format.seconds(seconds ?? 0) })}</Text>
        </Alert>
      ) : (
        <ProblemNotice problem={error} />
      )}
      {answer && (
        <div>
          <Text size="sm" c="dimmed">
            {t('answer')}
          </Text>
          <Code block style={{ maxHeight: '12rem', overflow: 'auto' }}>
            {answer}
          </Code>
        </div>
      )}
    </Stack>
  );
}

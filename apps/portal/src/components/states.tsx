'use client';
import { Alert, Anchor, Button, Card, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconClockExclamation, IconLock, IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ApiFailure } from '../api-client.ts';

interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What happened, what to do, and the code and id to pass on. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const t = useTranslations('states');
  if (!(error instanceof ApiFailure)) return <Unforeseen error={error} onRetry={onRetry} />;
  const { problem } = error;
  const locked = problem.status === 401 || problem.code === 'access.host';
  const keyHelps = problem.code === 'access.key' || problem.code === 'access.host';
  const reference = `${problem.code} ${problem.requestId}`;
  return (
    <Alert
      role="alert"
      color="red"
      title={problem.detail}
      icon={locked ? <IconLock /> : <IconAlertTriangle />}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{keyHelps ? `${problem.hint} ${t('whoGrants')}` : problem.hint}</Text>
        {problem.errors.slice(0, 8).map((item, at) => (
          <Text size="sm" key={at}>
            {[item.file, item.row, item.column].filter((part) => part !== undefined).join(' · ')}{' '}
            {item.message}
          </Text>
        ))}
        <Group gap="xs">
          <Code>{reference}</Code>
          <CopyButton value={reference}>
            {({ copied, copy }) => (
              <Anchor component="button" type="button" size="sm" onClick={copy}>
                {copied ? t('copied') : t('copy')}
              </Anchor>
            )}
          </CopyButton>
        </Group>
        {onRetry && <RetryButton onRetry={onRetry} />}
      </Stack>
    </Alert>
  );
}

function Unforeseen({ error, onRetry }: ErrorNoticeProps) {
  const t = useTranslations('states');
  return (
    <Alert role="alert" color="red" title={t('unforeseen')} icon={<IconAlertTriangle />}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('unforeseenHint')}</Text>
        <Code>{error instanceof Error ? error.message : String(error)}</Code>
        {onRetry && <RetryButton onRetry={onRetry} />}
      </Stack>
    </Alert>
  );
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('states');
  return (
    <Button size="xs" variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
      {t('retry')}
    </Button>
  );
}

/** What is shown may be old: greyed, with the way to ask again. */
export function StaleNotice({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('states');
  return (
    <Alert color="yellow" icon={<IconClockExclamation />} title={t('stale')}>
      <RetryButton onRetry={onRetry} />
    </Alert>
  );
}

interface EmptyProps {
  /** What would be here. */
  readonly what: string;
  readonly action: ReactNode;
  /** What it could look like. */
  readonly example?: ReactNode;
}

/** Nothing here yet: what this is, one action, one example. */
export function EmptyNotice({ what, action, example }: EmptyProps) {
  return (
    <Card withBorder padding="xl">
      <Stack align="flex-start" maw="44rem">
        <Text>{what}</Text>
        {action}
        {example !== undefined && (
          <Text size="sm" c="dimmed" component="div">
            {example}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

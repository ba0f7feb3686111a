'use client';
import type { WebhookView } from '@millwright/contracts';
import { Alert, Anchor, Button, Card, Group, Stack, Table, Text } from '@mantine/core';
import { IconPlugConnectedX, IconSend } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useNotices } from '../../components/notices.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { ErrorNotice } from '../../components/states.tsx';
import { Link, useRouter } from '../../i18n/navigation.ts';
import { useFormats } from '../../words/use-formats.ts';
import { DeliveryLog } from './parts/delivery-log.tsx';
import { EnterWebhook } from './parts/enter-webhook.tsx';
import { RotateSecret } from './parts/rotate-secret.tsx';
import { TestResult } from './parts/test-result.tsx';
import { useChangeWebhook, useDeleteWebhook, useTestWebhook, useWebhook } from './queries.ts';

/** One webhook: what it is told, a test, and the log of what was sent. */
export function WebhookPage({ id }: { id: string }) {
  const webhook = useWebhook(id);
  return (
    <Loaded query={webhook} shape={<PageSkeleton />}>
      {(view) => <Content webhook={view} />}
    </Loaded>
  );
}

function Content({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.page');
  const list = useTranslations('webhooks');
  const format = useFormats();
  const test = useTestWebhook(webhook.id);
  return (
    <Stack gap="lg">
      <Anchor component={Link} href="/settings/webhooks" size="sm">
        {list('title')}
      </Anchor>
      <PageHead
        title={
          <Group gap="sm">
            {webhook.name}
            <StateBadge state={webhook.enabled ? 'enabled' : 'disabled'} />
          </Group>
        }
        sentence={webhook.description || t('sentence')}
        action={
          <Button
            leftSection={<IconSend size={16} />}
            loading={test.isPending}
            onClick={() => test.mutate(undefined)}
          >
            {t('test')}
          </Button>
        }
      />
      {webhook.goneAt !== null && (
        <Alert color="yellow" icon={<IconPlugConnectedX />} title={t('gone')}>
          {t('goneHint', { time: format.dateTime(webhook.goneAt) })}
        </Alert>
      )}
      {test.isError && <ErrorNotice error={test.error} />}
      {test.data && <TestResult delivery={test.data} />}
      <Facts webhook={webhook} />
      <Actions webhook={webhook} />
      <DeliveryLog webhook={webhook} />
    </Stack>
  );
}

function Facts({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.page');
  const events = useTranslations('webhooks.events');
  const format = useFormats();
  const { previousSecretUntil: until } = webhook;
  const facts: [string, string][] = [
    [t('url'), webhook.url],
    [t('events'), webhook.events.map((type) => events(type)).join(', ')],
    [t('created'), t('createdBy', { time: format.dateTime(webhook.createdAt), who: webhook.createdBy })],
  ];
  if (until !== null) facts.push([t('oldSecret'), format.dateTime(until)]);
  return (
    <Card withBorder>
      <Table variant="vertical" withRowBorders={false}>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={180}>{name}</Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

function Actions({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.page');
  const router = useRouter();
  const notices = useNotices();
  const change = useChangeWebhook(webhook.id);
  const remove = useDeleteWebhook(webhook.id);
  const switched = (enabled: boolean) => change.mutateAsync({ enabled }).catch(notices.refused);
  const onConfirm = async () => {
    await remove.mutateAsync();
    notices.done(t('deleted', { name: webhook.name }));
    router.replace('/settings/webhooks');
  };
  return (
    <Group gap="sm">
      <EnterWebhook key={webhook.updatedAt} webhook={webhook} />
      <RotateSecret id={webhook.id} />
      <Button variant="default" loading={change.isPending} onClick={() => void switched(!webhook.enabled)}>
        {t(webhook.enabled ? 'switchOff' : 'switchOn')}
      </Button>
      <ConfirmButton
        label={t('delete')}
        title={t('deleteTitle')}
        confirmLabel={t('deleteConfirm')}
        onConfirm={onConfirm}
        danger
      >
        <Text>{t('deleteExplain', { name: webhook.name })}</Text>
      </ConfirmButton>
    </Group>
  );
}

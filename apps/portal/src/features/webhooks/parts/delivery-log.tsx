'use client';
import {
  deliveryStates,
  type DeliveryState,
  type DeliveryView,
  type WebhookView,
} from '@millwright/contracts';
import { Button, Card, Code, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MoreButton } from '../../../components/more-button.tsx';
import { useNotices } from '../../../components/notices.tsx';
import { TableSkeleton } from '../../../components/skeletons.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';
import { useAddress } from '../../../use-address.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { useDeliveries, useRedeliver } from '../queries.ts';

/** What was sent, what came back, and when it is tried next. */
export function DeliveryLog({ webhook }: { webhook: WebhookView }) {
  const t = useTranslations('webhooks.log');
  const address = useAddress();
  const state = deliveryStates.find((known) => known === address.get('state')) ?? null;
  const deliveries = useDeliveries(webhook.id, state);
  const columns = useColumns(webhook);
  return (
    <Card withBorder>
      <Stack>
        <Group justify="space-between">
          <Title order={2}>{t('title')}</Title>
          <Group gap="sm">
            <StateChoice state={state} setState={(next) => address.set({ state: next })} />
            <Button
              variant="default"
              size="xs"
              leftSection={<IconRefresh size={16} />}
              loading={deliveries.isRefetching}
              onClick={() => void deliveries.refetch()}
            >
              {t('refresh')}
            </Button>
          </Group>
        </Group>
        <Loaded query={deliveries} shape={<TableSkeleton rows={4} />}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Text c="dimmed">{t(state === null ? 'none' : 'noneLikeThis')}</Text>
            ) : (
              <>
                <DataTable
                  rows={rows}
                  columns={columns}
                  rowKey={({ id }) => id}
                  name={`${webhook.name}-deliveries`}
                />
                <MoreButton pages={deliveries} />
              </>
            )
          }
        </Loaded>
      </Stack>
    </Card>
  );
}

interface StateChoiceProps {
  readonly state: DeliveryState | null;
  setState(state: DeliveryState | null): void;
}

function StateChoice({ state, setState }: StateChoiceProps) {
  const t = useTranslations('webhooks.log');
  const states = useTranslations('state');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('state')}
      value={state ?? 'all'}
      onChange={(value) => setState(deliveryStates.find((known) => known === value) ?? null)}
      data={[
        { value: 'all', label: t('all') },
        ...deliveryStates.map((value) => ({ value, label: states(value) })),
      ]}
    />
  );
}

function useColumns(webhook: WebhookView): Column<DeliveryView>[] {
  const t = useTranslations('webhooks.log');
  const events = useTranslations('webhooks.events');
  const format = useFormats();
  const at = (iso: string | null) => (iso === null ? '' : format.dateTime(iso));
  return [
    {
      key: 'created',
      title: t('created'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <Text size="sm">{at(createdAt)}</Text>,
    },
    { key: 'type', title: t('type'), value: ({ type }) => events(type) },
    {
      key: 'state',
      title: t('state'),
      value: ({ state }) => state,
      cell: ({ state }) => <StateBadge state={state} />,
    },
    { key: 'attempts', title: t('attempts'), value: ({ attempts }) => attempts, numeric: true },
    {
      key: 'answer',
      title: t('answer'),
      value: ({ status, error, answer }) => [status, error?.message, answer].filter(Boolean).join(' '),
      cell: (delivery) => <AnswerCell delivery={delivery} />,
    },
    {
      key: 'seconds',
      title: t('seconds'),
      value: ({ seconds }) => seconds,
      cell: ({ seconds }) => (seconds === null ? '' : format.seconds(seconds)),
      numeric: true,
    },
    {
      key: 'next',
      title: t('next'),
      value: ({ nextTryAt }) => nextTryAt,
      cell: ({ nextTryAt }) => <Text size="sm">{at(nextTryAt)}</Text>,
    },
    {
      key: 'again',
      title: t('again'),
      value: () => '',
      cell: (delivery) => <Again webhook={webhook} delivery={delivery} />,
    },
  ];
}

function AnswerCell({ delivery: { status, error, answer } }: { delivery: DeliveryView }) {
  return (
    <Stack gap={2} maw="26rem">
      {error === null ? <Text size="sm">{status ?? ''}</Text> : <Text size="sm">{error.message}</Text>}
      {answer && (
        <Code style={{ overflowWrap: 'anywhere', maxHeight: '4.5rem', overflow: 'auto' }}>{answer}</Code>
      )}
    </Stack>
  );
}

function Again({ webhook, delivery }: { webhook: WebhookView; delivery: DeliveryView }) {
  const t = useTranslations('webhooks.log');
  const notices = useNotices();
  const again = useRedeliver(webhook.id);
  const send = async () => {
    await again.mutateAsync(delivery.id);
    notices.done(t('sent'));
  };
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={!webhook.enabled}
      loading={again.isPending}
      onClick={() => send().catch(notices.refused)}
    >
      {t('send')}
    </Button>
  );
}

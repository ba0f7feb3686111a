'use client';
import type { WebhookView } from '@millwright/contracts';
import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useFormats } from '../../words/use-formats.ts';
import { EnterWebhook } from './parts/enter-webhook.tsx';
import { useWebhooks } from './queries.ts';

/** Every back end that is told what happens. */
export function WebhooksPage() {
  const t = useTranslations('webhooks');
  const webhooks = useWebhooks();
  const columns = useColumns();
  const off = webhooks.data?.rows.filter(({ enabled }) => !enabled).length ?? 0;
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={webhooks.data && t('sentence', { total: webhooks.data.total, count: off })}
        action={<EnterWebhook />}
      />
      <Loaded query={webhooks} shape={<TableSkeleton rows={3} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={<EnterWebhook />} example={t('example')} />
          ) : (
            <>
              <DataTable rows={rows} columns={columns} rowKey={({ id }) => id} name="webhooks" />
              <MoreButton pages={webhooks} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function useColumns(): Column<WebhookView>[] {
  const t = useTranslations('webhooks.columns');
  const events = useTranslations('webhooks.events');
  const format = useFormats();
  return [
    {
      key: 'name',
      title: t('name'),
      value: ({ name }) => name,
      cell: ({ id, name, description }) => (
        <div>
          <Anchor component={Link} href={`/settings/webhooks/${id}`} fw={600}>
            {name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {description}
          </Text>
        </div>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      value: ({ enabled }) => (enabled ? 'enabled' : 'disabled'),
      cell: ({ enabled }) => <StateBadge state={enabled ? 'enabled' : 'disabled'} />,
    },
    { key: 'url', title: t('url'), value: ({ url }) => url },
    {
      key: 'events',
      title: t('events'),
      value: (webhook) => webhook.events.map((type) => events(type)).join(', '),
    },
    {
      key: 'created',
      title: t('created'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <Text size="sm">{format.dateTime(createdAt)}</Text>,
    },
  ];
}

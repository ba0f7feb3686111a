'use client';
import type { ApiKeyView } from '@millwright/contracts';
import { Badge, Button, Code, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { useFormats } from '../../words/use-formats.ts';
import { AddKey } from './parts/add-key.tsx';
import { useKeyChanges, useKeys } from './queries.ts';

const stateOf = ({ revokedAt, expiresAt }: ApiKeyView): 'revoked' | 'expired' | 'counts' =>
  revokedAt !== null
    ? 'revoked'
    : expiresAt !== null && Date.parse(expiresAt) <= Date.now()
      ? 'expired'
      : 'counts';

/** Keys that back ends call the api with. */
export function KeysPage() {
  const t = useTranslations('keys');
  const keys = useKeys();
  const columns = useColumns();
  const [adding, { open, close }] = useDisclosure(false);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      {t('addKey')}
    </Button>
  );
  const counting = keys.data?.rows.filter((key) => stateOf(key) === 'counts').length ?? 0;
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={keys.data && t('sentence', { count: counting, total: keys.data.total })}
        action={add}
      />
      <Loaded query={keys} shape={<TableSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={add} example={<Code block>{t('example')}</Code>} />
          ) : (
            <>
              <DataTable rows={rows} columns={columns} rowKey={({ id }) => id} name="keys" />
              <MoreButton pages={keys} />
            </>
          )
        }
      </Loaded>
      <AddKey opened={adding} close={close} />
    </Stack>
  );
}

function useColumns(): Column<ApiKeyView>[] {
  const t = useTranslations('keys.columns');
  const format = useFormats();
  const when = (iso: string | null, none: string) => (iso === null ? none : format.dateTime(iso));
  return [
    {
      key: 'account',
      title: t('account'),
      value: ({ account }) => account,
      cell: ({ account, prefix }) => (
        <div>
          <Text fw={600}>{account}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {prefix}…
          </Text>
        </div>
      ),
    },
    { key: 'scopes', title: t('scopes'), value: ({ scopes }) => scopes.join(', ') },
    {
      key: 'state',
      title: t('state'),
      value: (key) => t(stateOf(key)),
      cell: (key) => (
        <Badge variant="light" color={stateOf(key) === 'counts' ? 'green' : 'gray'} tt="none">
          {t(stateOf(key))}
        </Badge>
      ),
    },
    {
      key: 'used',
      title: t('used'),
      value: ({ lastUsedAt }) => lastUsedAt,
      cell: ({ lastUsedAt }) => <Text size="sm">{when(lastUsedAt, t('never'))}</Text>,
    },
    {
      key: 'expires',
      title: t('expires'),
      value: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) => <Text size="sm">{when(expiresAt, t('doesNot'))}</Text>,
    },
    { key: 'by', title: t('by'), value: ({ createdBy }) => createdBy },
    { key: 'end', title: '', value: () => '', cell: (key) => <Revoke view={key} /> },
  ];
}

function Revoke({ view }: { view: ApiKeyView }) {
  const t = useTranslations('keys.revoke');
  const { revoke } = useKeyChanges();
  if (stateOf(view) !== 'counts') return null;
  return (
    <ConfirmButton
      label={t('button')}
      title={t('title', { account: view.account })}
      confirmLabel={t('confirm')}
      danger
      onConfirm={() => revoke.mutateAsync(view.id)}
    >
      <Text size="sm">{t('explain', { account: view.account })}</Text>
    </ConfirmButton>
  );
}

'use client';
import type { DeletedItem } from '@millwright/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { useNotices } from '../../components/notices.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { useFormats } from '../../words/use-formats.ts';
import { placeOf, useDeletedItems, usePurge, useRestore, useWaitDays } from './queries.ts';

/** What was deleted and waits, with the way back. */
export function DeletedPage() {
  const t = useTranslations('deleted');
  const items = useDeletedItems();
  const days = useWaitDays();
  const columns = useColumns();
  const models = (
    <Button component={Link} href="/models" variant="default">
      {t('toModels')}
    </Button>
  );
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={days === undefined ? undefined : t('sentence', { days })}
        action={items.data && items.data.rows.length > 0 && <Purge count={items.data.total} />}
      />
      <Loaded query={items} shape={<TableSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={models} />
          ) : (
            <>
              <DataTable rows={rows} columns={columns} rowKey={({ id }) => id} name="deleted" />
              <MoreButton pages={items} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function useColumns(): Column<DeletedItem>[] {
  const t = useTranslations('deleted.columns');
  const nouns = useTranslations('deleted.nouns');
  const format = useFormats();
  return [
    {
      key: 'name',
      title: t('name'),
      value: ({ name, version }) => (version === null ? name : `${name} v${version}`),
    },
    { key: 'noun', title: t('noun'), value: ({ noun }) => nouns(noun) },
    {
      key: 'bytes',
      title: t('size'),
      value: ({ bytes }) => bytes,
      cell: ({ bytes }) => format.bytes(bytes),
      numeric: true,
    },
    {
      key: 'deletedAt',
      title: t('deletedAt'),
      value: ({ deletedAt }) => deletedAt,
      cell: ({ deletedAt }) => format.dateTime(deletedAt),
    },
    { key: 'by', title: t('by'), value: ({ deletedBy }) => deletedBy },
    {
      key: 'purgeAt',
      title: t('purgeAt'),
      value: ({ purgeAt }) => purgeAt,
      cell: ({ purgeAt }) => format.dateTime(purgeAt),
    },
    { key: 'restore', title: t('restore'), value: () => '', cell: (item) => <Restore item={item} /> },
  ];
}

function Restore({ item }: { item: DeletedItem }) {
  const t = useTranslations('deleted');
  const notices = useNotices();
  const restore = useRestore();
  const bringBack = () =>
    restore
      .mutateAsync(placeOf(item))
      .then(() => notices.done(t('restored', { name: item.name })), notices.refused);
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRestore size={16} />}
      loading={restore.isPending}
      onClick={() => void bringBack()}
    >
      {t('restore')}
    </Button>
  );
}

function Purge({ count }: { count: number }) {
  const t = useTranslations('deleted.purge');
  const format = useFormats();
  const notices = useNotices();
  const purge = usePurge();
  const onConfirm = async () => {
    const { freedBytes } = await purge.mutateAsync();
    notices.done(t('done', { size: format.bytes(freedBytes) }));
  };
  return (
    <ConfirmButton
      label={t('label')}
      title={t('title')}
      confirmLabel={t('confirm')}
      onConfirm={onConfirm}
      danger
    >
      <Text>{t('explain', { count })}</Text>
    </ConfirmButton>
  );
}

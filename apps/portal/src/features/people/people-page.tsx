'use client';
import type { UserView } from '@millwright/contracts';
import { Anchor, Badge, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../components/data-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { useAddress } from '../../use-address.ts';
import { useFormats } from '../../words/use-formats.ts';
import { AddPerson } from './parts/add-person.tsx';
import { Grants, useGrantWords } from './parts/grants.tsx';
import { PersonDrawer } from './parts/person-drawer.tsx';
import { useUsers } from './queries.ts';

/** Who may sign in, and what their roles let them do. */
export function PeoplePage() {
  const t = useTranslations('people');
  const address = useAddress();
  const users = useUsers();
  const columns = useColumns((id) => address.set({ person: id }));
  const [adding, { open, close }] = useDisclosure(false);
  const add = (
    <Button leftSection={<IconUserPlus size={16} />} onClick={open}>
      {t('addPerson')}
    </Button>
  );
  return (
    <Stack gap="lg">
      <PageHead
        title={t('title')}
        sentence={users.data && t('sentence', { total: users.data.total })}
        action={add}
      />
      <Loaded query={users} shape={<TableSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNotice what={t('empty')} action={add} example={t('example')} />
          ) : (
            <>
              <DataTable rows={rows} columns={columns} rowKey={({ id }) => id} name="people" />
              <MoreButton pages={users} />
            </>
          )
        }
      </Loaded>
      <AddPerson opened={adding} close={close} />
      <PersonDrawer
        user={users.data?.rows.find(({ id }) => id === address.get('person'))}
        close={() => address.set({ person: null })}
      />
    </Stack>
  );
}

function useColumns(open: (id: string) => void): Column<UserView>[] {
  const t = useTranslations('people.columns');
  const ways = useTranslations('people.ways');
  const words = useGrantWords();
  const format = useFormats();
  return [
    {
      key: 'name',
      title: t('name'),
      value: ({ name }) => name,
      cell: ({ id, name, email }) => (
        <div>
          <Anchor component="button" type="button" fw={600} onClick={() => open(id)}>
            {name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {email}
          </Text>
        </div>
      ),
    },
    {
      key: 'roles',
      title: t('roles'),
      value: ({ grants }) => grants.map(words).join(', '),
      cell: ({ grants }) => <Grants grants={grants} />,
    },
    {
      key: 'ways',
      title: t('ways'),
      value: (user) => (user.ways.length > 0 ? user.ways.map((way) => ways(way)).join(', ') : ways('none')),
    },
    {
      key: 'state',
      title: t('state'),
      value: ({ disabled }) => t(disabled ? 'out' : 'in'),
      cell: ({ disabled }) => (
        <Badge variant="light" color={disabled ? 'gray' : 'green'} tt="none">
          {t(disabled ? 'out' : 'in')}
        </Badge>
      ),
    },
    {
      key: 'seen',
      title: t('seen'),
      value: ({ lastSeenAt }) => lastSeenAt,
      cell: ({ lastSeenAt }) => (
        <Text size="sm">{lastSeenAt === null ? t('never') : format.dateTime(lastSeenAt)}</Text>
      ),
    },
  ];
}

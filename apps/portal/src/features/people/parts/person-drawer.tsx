'use client';
import type { Grant, UserView } from '@millwright/contracts';
import { Button, Drawer, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useNotices } from '../../../components/notices.tsx';
import { TableSkeleton } from '../../../components/skeletons.tsx';
import { ErrorNotice } from '../../../components/states.tsx';
import { useUserChanges, useUserSessions } from '../queries.ts';
import { PersonLink } from './add-person.tsx';
import { GrantsEditor } from './grants-editor.tsx';
import { SessionTable } from './session-table.tsx';

/** A person: their roles, whether they may sign in, their browsers. */
export function PersonDrawer({ user, close }: { user: UserView | undefined; close(): void }) {
  const t = useTranslations('people');
  return (
    <Drawer
      opened={user !== undefined}
      onClose={close}
      position="right"
      size="lg"
      title={user?.name}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {user && <Person key={user.id} user={user} close={close} />}
    </Drawer>
  );
}

function Person({ user, close }: { user: UserView; close(): void }) {
  const t = useTranslations('people');
  const notices = useNotices();
  const changes = useUserChanges();
  const [grants, setGrants] = useState<Grant[]>(user.grants);
  const isChanged = JSON.stringify(grants) !== JSON.stringify(user.grants);
  const save = () =>
    changes.update.mutate(
      { id: user.id, grants },
      {
        onSuccess: () =>
          notices.undoable(t('saved', { name: user.name }), async () => {
            await changes.update.mutateAsync({ id: user.id, grants: user.grants });
            setGrants(user.grants);
          }),
      },
    );
  return (
    <Stack>
      <Text c="dimmed">{user.email}</Text>
      <GrantsEditor grants={grants} change={setGrants} />
      <Switch
        label={t('maySignIn')}
        description={t('maySignInHint')}
        checked={!user.disabled}
        onChange={({ currentTarget: { checked } }) =>
          changes.update.mutate({ id: user.id, disabled: !checked })
        }
      />
      {changes.update.isError && <ErrorNotice error={changes.update.error} />}
      <Group>
        <Button disabled={!isChanged} loading={changes.update.isPending} onClick={save}>
          {t('save')}
        </Button>
        <Button
          variant="default"
          loading={changes.link.isPending}
          onClick={() => changes.link.mutate(user.id)}
        >
          {t('newLink')}
        </Button>
        <ConfirmButton
          label={t('delete.button')}
          title={t('delete.title', { name: user.name })}
          confirmLabel={t('delete.confirm')}
          danger
          onConfirm={() => changes.remove.mutateAsync(user.id).then(close)}
        >
          <Text size="sm">{t('delete.explain')}</Text>
        </ConfirmButton>
      </Group>
      {changes.link.isError && <ErrorNotice error={changes.link.error} />}
      {changes.link.data && <PersonLink made={changes.link.data} />}
      <Sessions user={user} endAll={() => changes.endSessions.mutateAsync(user.id)} />
    </Stack>
  );
}

function Sessions({ user, endAll }: { user: UserView; endAll(): Promise<unknown> }) {
  const t = useTranslations('people.sessions');
  const sessions = useUserSessions(user.id);
  return (
    <>
      <Group justify="space-between">
        <Title order={2}>{t('title')}</Title>
        {(sessions.data?.items.length ?? 0) > 0 && (
          <ConfirmButton
            label={t('endAll')}
            title={t('endAll')}
            confirmLabel={t('confirm')}
            onConfirm={endAll}
          >
            <Text size="sm">{t('explain', { name: user.name })}</Text>
          </ConfirmButton>
        )}
      </Group>
      <Loaded query={sessions} shape={<TableSkeleton rows={1} />}>
        {({ items }) => <SessionTable sessions={items} />}
      </Loaded>
    </>
  );
}

'use client';
import { userSessionsSchema } from '@millwright/contracts';
import { Button, Card, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { Loaded } from '../../components/loaded.tsx';
import { useNotices } from '../../components/notices.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PageSkeleton, TableSkeleton } from '../../components/skeletons.tsx';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';
import { pathOf } from '../../api-client.ts';
import { useApi, useOne } from '../../use-api.ts';
import { useSession } from '../../use-session.ts';
import { Grants } from '../people/parts/grants.tsx';
import { SessionTable } from '../people/parts/session-table.tsx';
import { PasswordForm } from './parts/password-form.tsx';

/** What belongs to whoever is signed in: their roles, their browsers, their password. */
export function AccountPage() {
  const t = useTranslations('account');
  const session = useSession();
  return (
    <Loaded query={session} shape={<PageSkeleton />}>
      {({ user }) =>
        user === null ? (
          <EmptyNotice
            what={t('owner')}
            action={
              <Button component={Link} href="/sign-in">
                {t('signIn')}
              </Button>
            }
          />
        ) : (
          <Stack gap="lg">
            <PageHead title={user.name} sentence={user.email} />
            <Card withBorder>
              <Title order={2} mb="xs">
                {t('roles')}
              </Title>
              {user.grants.length === 0 ? <Text>{t('noRoles')}</Text> : <Grants grants={user.grants} />}
            </Card>
            <OwnSessions />
            <PasswordForm />
          </Stack>
        )
      }
    </Loaded>
  );
}

function OwnSessions() {
  const t = useTranslations('account');
  const api = useApi();
  const cache = useQueryClient();
  const notices = useNotices();
  const sessions = useOne(userSessionsSchema, ['sessions'], '/sessions');
  const end = useMutation({
    mutationFn: (id: string) => api(z.unknown(), pathOf('sessions', id), { method: 'DELETE' }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['sessions'] }),
    onError: notices.refused,
  });
  return (
    <Card withBorder>
      <Title order={2} mb="xs">
        {t('sessions')}
      </Title>
      <Loaded query={sessions} shape={<TableSkeleton rows={2} />}>
        {({ items }) => <SessionTable sessions={items} end={(id) => end.mutate(id)} />}
      </Loaded>
    </Card>
  );
}

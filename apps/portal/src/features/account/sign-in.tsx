'use client';
import { providerStartSchema, type SessionView } from '@millwright/contracts';
import {
  Alert,
  Anchor,
  Button,
  Card,
  Collapse,
  Divider,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { ErrorNotice } from '../../components/states.tsx';
import { useAddress } from '../../use-address.ts';
import { useApi } from '../../use-api.ts';
import { useSession, useSigning } from '../../use-session.ts';

/** Asks who somebody is: at the plant's provider, with a password, or with the key of the installation. */
export function SignIn({ onDone }: { readonly onDone?: () => void }) {
  const t = useTranslations('signIn');
  const session = useSession();
  const refused = useAddress().get('error');
  if (session.data === undefined) return null;
  return (
    <Card withBorder maw="30rem" mx="auto" mt="xl" padding="lg">
      <Stack>
        <Title order={1}>{t('title')}</Title>
        {refused !== null && (
          <Alert color="red" role="alert" title={t('refused')}>
            {t('refusedHint', { reason: refused })}
          </Alert>
        )}
        {session.data.first && <Alert title={t('first')}>{t('firstHint')}</Alert>}
        <ProviderButton session={session.data} />
        <PasswordForm onDone={onDone} />
        <KeyForm onDone={onDone} />
      </Stack>
    </Card>
  );
}

function ProviderButton({ session: { provider } }: { session: SessionView }) {
  const t = useTranslations('signIn');
  const api = useApi();
  const start = useMutation({
    mutationFn: () => {
      const { pathname } = window.location;
      const returnTo = pathname.endsWith('/sign-in') ? pathname.replace(/\/sign-in$/, '') : pathname;
      return api(providerStartSchema, '/session/provider', { method: 'POST', body: { returnTo } });
    },
    onSuccess: ({ url }) => window.location.assign(url),
  });
  if (provider === null) return null;
  return (
    <>
      <Button loading={start.isPending || start.isSuccess} onClick={() => start.mutate()}>
        {t('provider', { provider })}
      </Button>
      {start.isError && <ErrorNotice error={start.error} />}
      <Divider label={t('or')} />
    </>
  );
}

function PasswordForm({ onDone }: { onDone?: () => void }) {
  const t = useTranslations('signIn');
  const signing = useSigning();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { email: email.trim(), password };
    signing.mutate({ method: 'POST', path: '/session', body }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          required
          data-autofocus
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          required
        />
        {signing.isError && <ErrorNotice error={signing.error} />}
        <Button type="submit" loading={signing.isPending}>
          {t('enter')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('forgotten')}
        </Text>
      </Stack>
    </form>
  );
}

/** For whoever runs the installation: they have its files. */
function KeyForm({ onDone }: { onDone?: () => void }) {
  const t = useTranslations('signIn.key');
  const signing = useSigning();
  const [opened, { toggle }] = useDisclosure(false);
  const [key, setKey] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signing.mutate({ method: 'POST', path: '/session', body: { key: key.trim() } }, { onSuccess: onDone });
  };
  return (
    <div>
      <Anchor component="button" type="button" size="sm" onClick={toggle} aria-expanded={opened}>
        {t('title')}
      </Anchor>
      <Collapse expanded={opened}>
        <form onSubmit={submit}>
          <Stack mt="sm">
            <Text size="sm">{t('where')}</Text>
            <PasswordInput
              label={t('label')}
              value={key}
              onChange={({ currentTarget }) => setKey(currentTarget.value)}
              autoComplete="off"
              required
            />
            {signing.isError && <ErrorNotice error={signing.error} />}
            <Button type="submit" variant="default" loading={signing.isPending}>
              {t('enter')}
            </Button>
          </Stack>
        </form>
      </Collapse>
    </div>
  );
}

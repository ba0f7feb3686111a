'use client';
import { sessionSchema } from '@millwright/contracts';
import { Button, Card, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { ErrorNotice } from '../components/states.tsx';
import { useApi } from '../use-api.ts';

/** Asks once for the access key; the api gives a cookie for it. */
export function KeyForm() {
  const t = useTranslations('key');
  const api = useApi();
  const cache = useQueryClient();
  const [key, setKey] = useState('');
  const signIn = useMutation({
    mutationFn: () => api(sessionSchema, '/session', { method: 'POST', body: { key: key.trim() } }),
    onSuccess: (session) => {
      cache.setQueryData(['session'], session);
      void cache.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Card withBorder maw="30rem" mx="auto" mt="xl" padding="lg">
      <form onSubmit={submit}>
        <Stack>
          <Title order={1}>{t('title')}</Title>
          <Text size="sm">{t('where')}</Text>
          <PasswordInput
            label={t('label')}
            value={key}
            onChange={({ currentTarget }) => setKey(currentTarget.value)}
            autoComplete="current-password"
            required
            data-autofocus
          />
          {signIn.isError && <ErrorNotice error={signIn.error} />}
          <Button type="submit" loading={signIn.isPending}>
            {t('enter')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

'use client';
import { passwordLength } from '@millwright/contracts';
import { Button, Card, PasswordInput, Stack, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { z } from 'zod';
import { useNotices } from '../../../components/notices.tsx';
import { ErrorNotice } from '../../../components/states.tsx';
import { useApi } from '../../../use-api.ts';

const empty = { current: '', next: '' };

/** Another password; all other browsers are signed out with it. */
export function PasswordForm() {
  const t = useTranslations('account.password');
  const api = useApi();
  const cache = useQueryClient();
  const notices = useNotices();
  const [words, setWords] = useState(empty);
  const change = useMutation({
    mutationFn: () => api(z.unknown(), '/session/password', { method: 'PUT', body: words }),
    onSuccess: async () => {
      setWords(empty);
      notices.done(t('done'));
      await cache.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const field = (name: 'current' | 'next') => ({
    label: t(name),
    value: words[name],
    required: true,
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setWords((before) => ({ ...before, [name]: value })),
  });
  return (
    <Card withBorder>
      <form onSubmit={submit}>
        <Stack maw="24rem">
          <Title order={2}>{t('title')}</Title>
          <PasswordInput {...field('current')} autoComplete="current-password" />
          <PasswordInput
            {...field('next')}
            description={t('hint', { count: passwordLength.least })}
            minLength={passwordLength.least}
            autoComplete="new-password"
          />
          {change.isError && <ErrorNotice error={change.error} />}
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('change')}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

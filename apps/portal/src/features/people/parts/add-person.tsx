'use client';
import type { Grant, UserLink } from '@millwright/contracts';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { ShownOnce } from '../../../components/shown-once.tsx';
import { ErrorNotice } from '../../../components/states.tsx';
import { useFormats } from '../../../words/use-formats.ts';
import { useUserChanges } from '../queries.ts';
import { GrantsEditor } from './grants-editor.tsx';

const viewer: Grant = { role: 'viewer', site: null, line: null };

/** A new account, and the link that its person chooses a password with. */
export function AddPerson({ opened, close }: { opened: boolean; close(): void }) {
  const t = useTranslations('people.add');
  const { create } = useUserChanges();
  const [who, setWho] = useState({ name: '', email: '' });
  const [grants, setGrants] = useState<Grant[]>([viewer]);
  const end = () => {
    close();
    create.reset();
    setWho({ name: '', email: '' });
    setGrants([viewer]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ ...who, grants });
  };
  const field = (name: 'name' | 'email') => ({
    label: t(name),
    value: who[name],
    required: true,
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setWho((before) => ({ ...before, [name]: value })),
  });
  return (
    <Modal opened={opened} onClose={end} title={t('title')} size="lg" centered>
      {create.data ? (
        <Stack>
          <PersonLink made={create.data} />
          <Group justify="flex-end">
            <Button onClick={end}>{t('done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput {...field('name')} data-autofocus />
            <TextInput {...field('email')} type="email" />
            <GrantsEditor grants={grants} change={setGrants} />
            {create.isError && <ErrorNotice error={create.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={end}>
                {t('back')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t('create')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

export function PersonLink({ made: { user, link, expiresAt } }: { made: UserLink }) {
  const t = useTranslations('people.link');
  const format = useFormats();
  return (
    <ShownOnce
      title={t('title', { name: user.name })}
      value={link}
      note={t('note', { until: format.dateTime(expiresAt) })}
    />
  );
}

'use client';
import { keyScopes, type KeyScope } from '@millwright/contracts';
import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { ShownOnce } from '../../../components/shown-once.tsx';
import { ErrorNotice } from '../../../components/states.tsx';
import { useKeyChanges } from '../queries.ts';

const lifetimes = ['30', '90', '366', 'never'] as const;

/** A new key for a back end, shown this one time. */
export function AddKey({ opened, close }: { opened: boolean; close(): void }) {
  const t = useTranslations('keys.add');
  const { create } = useKeyChanges();
  const [account, setAccount] = useState('');
  const [scopes, setScopes] = useState<KeyScope[]>(['read', 'predict']);
  const [days, setDays] = useState<string>('366');
  const end = () => {
    close();
    create.reset();
    setAccount('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ account, scopes, days: days === 'never' ? null : Number(days) });
  };
  return (
    <Modal opened={opened} onClose={end} title={t('title')} size="lg" centered>
      {create.data ? (
        <Stack>
          <ShownOnce title={t('made', { account })} value={create.data.key} note={t('madeNote')} />
          <Group justify="flex-end">
            <Button onClick={end}>{t('done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={t('account')}
              description={t('accountHint')}
              value={account}
              onChange={({ currentTarget }) => setAccount(currentTarget.value)}
              required
              data-autofocus
            />
            <Scopes scopes={scopes} change={setScopes} />
            <Select
              label={t('expires')}
              value={days}
              onChange={(value) => value && setDays(value)}
              data={lifetimes.map((value) => ({ value, label: t(`lifetimes.${value}`) }))}
              allowDeselect={false}
            />
            {create.isError && <ErrorNotice error={create.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={end}>
                {t('back')}
              </Button>
              <Button type="submit" loading={create.isPending} disabled={scopes.length === 0}>
                {t('create')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Scopes({ scopes, change }: { scopes: KeyScope[]; change(scopes: KeyScope[]): void }) {
  const t = useTranslations('keys.add');
  return (
    <Checkbox.Group
      label={t('scopes')}
      value={scopes}
      onChange={(values) => change(keyScopes.filter((scope) => values.includes(scope)))}
    >
      <Stack gap="xs" mt="xs">
        {keyScopes.map((scope) => (
          <Checkbox key={scope} value={scope} label={scope} description={t(`may.${scope}`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

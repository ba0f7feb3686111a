'use client';
import { CloseButton, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';

interface Props {
  /** The filter that counts now. */
  readonly value: string;
  change(filter: string): void;
}

/** A filter expression; it counts with Enter. */
export function FilterInput({ value, change }: Props) {
  const t = useTranslations('runs.filter');
  const [typed, setTyped] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change(typed.trim());
  };
  const clear = () => {
    setTyped('');
    change('');
  };
  return (
    <form onSubmit={submit} role="search">
      <TextInput
        label={t('label')}
        description={t('help')}
        placeholder="metrics.accuracy > 0.9 AND params.epochs = '10'"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        leftSection={<IconFilter size={16} aria-hidden />}
        rightSection={typed !== '' && <CloseButton size="sm" onClick={clear} aria-label={t('clear')} />}
        maxLength={2000}
        spellCheck={false}
      />
    </form>
  );
}

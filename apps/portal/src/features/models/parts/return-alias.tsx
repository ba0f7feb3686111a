'use client';
import { aliases, type Alias, type AliasMove } from '@millwright/contracts';
import { Group, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useNotices } from '../../../components/notices.tsx';
import { useReturnAlias, useStandingAlias } from '../queries.ts';

/** For each alias the way back to the version that had it before its last move. */
export function ReturnAlias({ name, moves }: { name: string; moves: readonly AliasMove[] }) {
  const last = aliases.flatMap((alias) => moves.find((move) => move.alias === alias) ?? []);
  return (
    <Group gap="xs">
      {last.map(
        ({ alias, from, to }) =>
          from !== null && <ReturnButton key={alias} name={name} alias={alias} before={from} now={to} />,
      )}
    </Group>
  );
}

interface ButtonProps {
  readonly name: string;
  readonly alias: Alias;
  readonly before: number;
  readonly now: number | null;
}

function ReturnButton({ name, alias, before, now }: ButtonProps) {
  const t = useTranslations('model.return');
  const names = useTranslations('aliases');
  const notices = useNotices();
  useStandingAlias(name, alias); // what the return is held against: a move by somebody else comes first
  const back = useReturnAlias(name);
  const words = { alias: names(alias), version: before };
  const onConfirm = async () => {
    await back.mutateAsync({ alias, note: t('noteOf') });
    notices.done(t('done', words));
  };
  return (
    <ConfirmButton
      label={t('label', words)}
      title={t('title', words)}
      confirmLabel={t('confirm')}
      onConfirm={onConfirm}
    >
      <Text size="sm">{now === null ? t('fromNobody', words) : t('explain', { ...words, now })}</Text>
    </ConfirmButton>
  );
}

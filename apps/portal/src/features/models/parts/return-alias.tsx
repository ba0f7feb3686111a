'use client';
import { aliases, type AliasMove } from '@millwright/contracts';
import { Group, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useNotices } from '../../../components/notices.tsx';
import { useReturnAlias } from '../queries.ts';

/** For each alias the way back to the version that had it before its last move. */
export function ReturnAlias({ name, moves }: { name: string; moves: readonly AliasMove[] }) {
  const t = useTranslations('model.return');
  const names = useTranslations('aliases');
  const notices = useNotices();
  const back = useReturnAlias(name);
  const last = aliases.flatMap((alias) => moves.find((move) => move.alias === alias) ?? []);
  return (
    <Group gap="xs">
      {last.map(({ alias, from, to }) => {
        if (from === null) return null;
        const words = { alias: names(alias), version: from };
        const onConfirm = async () => {
          await back.mutateAsync({ alias, note: t('noteOf') });
          notices.done(t('done', words));
        };
        return (
          <ConfirmButton
            key={alias}
            label={t('label', words)}
            title={t('title', words)}
            confirmLabel={t('confirm')}
            onConfirm={onConfirm}
          >
            <Text size="sm">
              {to === null ? t('fromNobody', words) : t('explain', { ...words, now: to })}
            </Text>
          </ConfirmButton>
        );
      })}
    </Group>
  );
}

'use client';
import { aliases, type Alias, type ModelVersionView, type ModelView } from '@millwright/contracts';
import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useNotices } from '../../../components/notices.tsx';
import { ErrorNotice } from '../../../components/states.tsx';
import { useMoveAlias, useStandingAlias } from '../queries.ts';

interface Props {
  readonly model: ModelView;
  readonly view: ModelVersionView;
  readonly opened: boolean;
  close(): void;
}

/** Moves champion or challenger to this version, with a note; can be taken back for ten seconds. */
export function PromoteDialog({ model, view, opened, close }: Props) {
  const t = useTranslations('model.promote');
  const names = useTranslations('aliases');
  const notices = useNotices();
  const move = useMoveAlias(model.name);
  const [alias, setAlias] = useState<Alias>(view.aliases.includes('champion') ? 'challenger' : 'champion');
  const [note, setNote] = useState('');
  const standing = useStandingAlias(model.name, alias);
  const before = standing.data?.version ?? null;
  const isThere = before === view.version;
  const unapproved = alias === 'champion' && !isThere ? view.validation.status : 'approved';
  const approve = unapproved === 'pending' || undefined;
  const promote = async () => {
    await move.mutateAsync({ alias, version: view.version, note: note.trim(), approve });
    close();
    notices.undoable(t('done', { alias: names(alias), version: view.version }), () =>
      move.mutateAsync({ alias, version: before, note: t('undoNote') }),
    );
  };
  const from = isThere ? t('isThere') : before === null ? t('fromNobody') : t('from', { version: before });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('title', { name: model.name, version: view.version })}
      centered
    >
      <Stack>
        <AliasChoice alias={alias} setAlias={setAlias} />
        <Text size="sm" c="dimmed">
          {from}
        </Text>
        {unapproved !== 'approved' && <Alert color="yellow">{t(unapproved)}</Alert>}
        <Textarea
          label={t('note')}
          value={note}
          maxLength={500}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {move.isError && <ErrorNotice error={move.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('back')}
          </Button>
          <Button
            disabled={!standing.data || isThere || unapproved === 'rejected'}
            loading={move.isPending}
            onClick={() => promote().catch(() => undefined)}
          >
            {t('confirm', { alias: names(alias) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function AliasChoice({ alias, setAlias }: { alias: Alias; setAlias(alias: Alias): void }) {
  const t = useTranslations('model.promote');
  const names = useTranslations('aliases');
  return (
    <>
      <SegmentedControl
        value={alias}
        onChange={(value) => setAlias(value as Alias)}
        data={aliases.map((value) => ({ value, label: names(value) }))}
        aria-label={t('alias')}
      />
      <Text size="sm">{t(`explain.${alias}`)}</Text>
    </>
  );
}

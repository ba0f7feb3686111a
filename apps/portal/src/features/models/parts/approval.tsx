'use client';
import type { ModelVersionView } from '@millwright/contracts';
import { Card, Group, Text, Textarea, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useNotices } from '../../../components/notices.tsx';
import { ValidationBadge } from '../../../components/validation-badge.tsx';
import { useFormats } from '../../../words/use-formats.ts';
import { useReview } from '../queries.ts';

/** Whether the version may become champion, who said so, and the way to say it. */
export function Approval({ view }: { view: ModelVersionView }) {
  const t = useTranslations('model.approval');
  const format = useFormats();
  const { status, by, at, note } = view.validation;
  return (
    <Card withBorder>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="sm">
            <Title order={2}>{t('title')}</Title>
            <ValidationBadge status={status} />
          </Group>
          <Text size="sm" c="dimmed" mt={4}>
            {by === null || at === null ? t('nobody') : t('said', { by, time: format.dateTime(at) })}
          </Text>
          {note !== null && <Text size="sm">{note}</Text>}
        </div>
        <Group gap="xs">
          {status !== 'rejected' && !view.aliases.includes('champion') && (
            <ReviewButton view={view} verb="reject" />
          )}
          {status !== 'approved' && <ReviewButton view={view} verb="approve" />}
        </Group>
      </Group>
    </Card>
  );
}

function ReviewButton({ view, verb }: { view: ModelVersionView; verb: 'approve' | 'reject' }) {
  const t = useTranslations(`model.approval.${verb}`);
  const words = useTranslations('model.approval');
  const notices = useNotices();
  const review = useReview(view.name, view.version);
  const [note, setNote] = useState('');
  const { version } = view;
  const onConfirm = async () => {
    await review.mutateAsync({ verb, note: note.trim() });
    setNote('');
    notices.done(t('done', { version }));
  };
  return (
    <ConfirmButton
      label={t('label')}
      title={t('title', { name: view.name, version })}
      confirmLabel={t('label')}
      onConfirm={onConfirm}
      danger={verb === 'reject'}
    >
      <Text size="sm">{t('explain')}</Text>
      <Textarea
        label={words('note')}
        value={note}
        maxLength={500}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </ConfirmButton>
  );
}

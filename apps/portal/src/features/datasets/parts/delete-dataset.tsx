'use client';
import type { DatasetView } from '@millwright/contracts';
import { Checkbox, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiFailure } from '../../../api-client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useNotices } from '../../../components/notices.tsx';
import { useRouter } from '../../../i18n/navigation.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { useDeleteDataset } from '../queries.ts';

/** Deletes all versions after saying what is lost; where models were trained on them, only after a second yes. */
export function DeleteDataset({ set }: { set: DatasetView }) {
  const t = useTranslations('dataset.delete');
  const format = useFormats();
  const router = useRouter();
  const notices = useNotices();
  const remove = useDeleteDataset(set.name);
  const [inUse, setInUse] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const onConfirm = async () => {
    try {
      const { freedBytes } = await remove.mutateAsync(confirmed);
      notices.done(t('done', { name: set.name, size: format.bytes(freedBytes) }));
      router.replace('/datasets');
    } catch (refusal) {
      setInUse(refusal instanceof ApiFailure && refusal.problem.code === 'dataset.in-use');
      throw refusal;
    }
  };
  return (
    <ConfirmButton
      label={t('label')}
      title={t('title')}
      confirmLabel={t('confirm')}
      onConfirm={onConfirm}
      danger
    >
      <Text>
        {t('explain', { name: set.name, versions: set.versions.length, size: format.bytes(set.bytes) })}
      </Text>
      {inUse && (
        <Checkbox
          label={t('anyway')}
          checked={confirmed}
          onChange={({ currentTarget }) => setConfirmed(currentTarget.checked)}
        />
      )}
    </ConfirmButton>
  );
}

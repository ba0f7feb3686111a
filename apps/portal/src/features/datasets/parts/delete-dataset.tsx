'use client';
import type { DatasetView } from '@millwright/contracts';
import { Checkbox, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiFailure, pathOf } from '../../../api-client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useRouter } from '../../../i18n/navigation.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { useWaitDays } from '../../deleted/queries.ts';
import { useDeletedNotice } from '../../deleted/use-deleted-notice.ts';
import { useDeleteDataset } from '../queries.ts';

/** Deletes all versions after saying what is lost; where models were trained on them, only after a second yes. */
export function DeleteDataset({ set }: { set: DatasetView }) {
  const t = useTranslations('dataset.delete');
  const format = useFormats();
  const router = useRouter();
  const tell = useDeletedNotice();
  const days = useWaitDays() ?? 0;
  const remove = useDeleteDataset(set.name);
  const [inUse, setInUse] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const onConfirm = async () => {
    try {
      tell(set.name, await remove.mutateAsync(confirmed), pathOf('datasets', set.name));
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
        {t('explain', { name: set.name, versions: set.versions.length, size: format.bytes(set.bytes), days })}
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

'use client';
import type { RunDetail } from '@millwright/contracts';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { pathOf } from '../../../api-client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useRouter } from '../../../i18n/navigation.ts';
import { useWaitDays } from '../../deleted/queries.ts';
import { useDeletedNotice } from '../../deleted/use-deleted-notice.ts';
import { useDeleteRun } from '../queries.ts';

/** Deletes a run that is over after saying what is lost; its model stays. */
export function DeleteRun({ run }: { run: RunDetail }) {
  const t = useTranslations('run.delete');
  const router = useRouter();
  const days = useWaitDays() ?? 0;
  const tell = useDeletedNotice();
  const remove = useDeleteRun(run.id);
  const onConfirm = async () => {
    tell(run.registerAs, await remove.mutateAsync(), pathOf('runs', run.id));
    router.replace('/runs');
  };
  return (
    <ConfirmButton
      label={t('label')}
      title={t('title')}
      confirmLabel={t('confirm')}
      onConfirm={onConfirm}
      danger
    >
      <Text>{t('explain', { days })}</Text>
    </ConfirmButton>
  );
}

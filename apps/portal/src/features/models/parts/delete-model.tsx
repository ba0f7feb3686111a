'use client';
import type { ModelView } from '@millwright/contracts';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { pathOf } from '../../../api-client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useRouter } from '../../../i18n/navigation.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { useWaitDays } from '../../deleted/queries.ts';
import { useDeletedNotice } from '../../deleted/use-deleted-notice.ts';
import { useDeleteModel } from '../queries.ts';

/** Deletes a model with all versions after saying what is lost. */
export function DeleteModel({ model }: { model: ModelView }) {
  const t = useTranslations('model.delete');
  const format = useFormats();
  const router = useRouter();
  const tell = useDeletedNotice();
  const days = useWaitDays() ?? 0;
  const remove = useDeleteModel(model.name);
  const onConfirm = async () => {
    tell(model.name, await remove.mutateAsync(), pathOf('models', model.name));
    router.replace('/models');
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
        {t('explain', {
          name: model.name,
          versions: model.versions.length,
          size: format.bytes(model.bytes),
          days,
        })}
      </Text>
    </ConfirmButton>
  );
}

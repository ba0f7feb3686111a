'use client';
import type { ModelView } from '@millwright/contracts';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useNotices } from '../../../components/notices.tsx';
import { useRouter } from '../../../i18n/navigation.ts';
import { useFormats } from '../../../words/use-formats.ts';
import { useDeleteModel } from '../queries.ts';

/** Deletes a model with all versions after saying what is lost. */
export function DeleteModel({ model }: { model: ModelView }) {
  const t = useTranslations('model.delete');
  const format = useFormats();
  const router = useRouter();
  const notices = useNotices();
  const remove = useDeleteModel(model.name);
  const onConfirm = async () => {
    const { freedBytes } = await remove.mutateAsync();
    notices.done(t('done', { name: model.name, size: format.bytes(freedBytes) }));
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
        {t('explain', { name: model.name, versions: model.versions.length, size: format.bytes(model.bytes) })}
      </Text>
    </ConfirmButton>
  );
}

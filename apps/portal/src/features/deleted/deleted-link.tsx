'use client';
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Link } from '../../i18n/navigation.ts';

/** The way to what was deleted and waits. */
export function DeletedLink() {
  const t = useTranslations('deleted');
  return (
    <Button
      component={Link}
      href="/deleted"
      variant="subtle"
      color="gray"
      leftSection={<IconTrash size={16} />}
    >
      {t('title')}
    </Button>
  );
}

'use client';
import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { EmptyNotice } from '../../components/states.tsx';
import { Link } from '../../i18n/navigation.ts';

export default function NotFound() {
  const t = useTranslations('states');
  return (
    <EmptyNotice
      what={t('noPage')}
      action={
        <Button component={Link} href="/">
          {t('home')}
        </Button>
      }
    />
  );
}

'use client';
import { Button, Center } from '@mantine/core';
import { useTranslations } from 'next-intl';

interface Props {
  readonly pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };
}

/** The next rows of a long list. */
export function MoreButton({ pages }: Props) {
  const t = useTranslations('table');
  if (!pages.hasNextPage) return null;
  return (
    <Center>
      <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t('more')}
      </Button>
    </Center>
  );
}

'use client';
import type { Deleted } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { useNotices } from '../../components/notices.tsx';
import { useFormats } from '../../words/use-formats.ts';
import { useRestore } from './queries.ts';

/** Says what a deletion came to; what waits can be taken back from the notice. */
export function useDeletedNotice(): (name: string, deleted: Deleted, place: string) => void {
  const t = useTranslations('deleted');
  const format = useFormats();
  const notices = useNotices();
  const restore = useRestore();
  return (name, { freedBytes, purgeAt }, place) => {
    if (purgeAt === null) notices.done(t('freed', { name, size: format.bytes(freedBytes) }));
    else
      notices.undoable(t('waits', { name, time: format.dateTime(purgeAt) }), () =>
        restore.mutateAsync(place),
      );
  };
}

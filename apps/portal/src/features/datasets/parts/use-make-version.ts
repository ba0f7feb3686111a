'use client';
import type { DatasetVersionView, FindingKind } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { useNotices } from '../../../components/notices.tsx';
import { useAddress } from '../../../use-address.ts';
import { useLeaveOut } from '../queries.ts';

/** Makes a version without some pictures and goes to it. */
export function useMakeVersion(view: DatasetVersionView) {
  const t = useTranslations('dataset.leaveOut');
  const leaveOut = useLeaveOut(view.dataset);
  const address = useAddress();
  const notices = useNotices();
  return async (kinds: FindingKind[], exclude: number[] = []) => {
    const made = await leaveOut.mutateAsync({ from: view.version, kinds, exclude });
    notices.done(t('done', { version: made.version }));
    address.set({ version: made.version, item: null, finding: null, tab: null }, 'push');
  };
}

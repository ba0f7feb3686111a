'use client';
import { isOver, type PlatformEvent } from '@millwright/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useNotices } from '../components/notices.tsx';
import { useLive } from '../live/live-events.tsx';

type Work = Exclude<PlatformEvent, { type: 'model' }>;
const keyOf = (event: Work) => (event.type === 'run' ? event.run : `${event.dataset}@${event.version}`);
const isEnd = (event: Work) =>
  event.type === 'run' ? isOver(event.state) : event.state === 'ready' || event.state === 'rejected';

/** Tells, on any page, that long work which was seen going on has ended. */
export function EndNotices() {
  const t = useTranslations('notices');
  const { listen } = useLive();
  const notices = useNotices();
  const going = useRef(new Set<string>());
  useEffect(
    () =>
      listen((event) => {
        if (event.type === 'model') return;
        if (!isEnd(event)) {
          going.current.add(keyOf(event));
          return;
        }
        if (!going.current.delete(keyOf(event))) return;
        const tell = event.state === 'failed' || event.state === 'rejected' ? notices.failed : notices.done;
        if (event.type === 'run') tell(t(`run.${event.state as 'completed'}`), `/runs/${event.run}`);
        else {
          const href = `/datasets/${encodeURIComponent(event.dataset)}?version=${event.version}`;
          tell(t(`dataset.${event.state as 'ready'}`, { dataset: event.dataset }), href);
        }
      }),
    [listen, notices, t],
  );
  return null;
}

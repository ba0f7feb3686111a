'use client';
import { platformEventSchema, type PlatformEvent } from '@millwright/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { apiAddress } from '../api-client.ts';
import { useSession } from '../use-session.ts';
import { applyEvent } from './apply-event.ts';

type Listener = (event: PlatformEvent) => void;

interface Live {
  /** False while the stream is away: what is shown may be old. */
  readonly connected: boolean;
  listen(listener: Listener): () => void;
}

const LiveContext = createContext<Live>({ connected: true, listen: () => () => undefined });
export const useLive = (): Live => useContext(LiveContext);

/** The page's one stream of events: changes what is shown and tells those who listen. */
export function LiveEvents({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [connected, setConnected] = useState(true);
  const listeners = useRef(new Set<Listener>());
  const known = useSession().data?.signedIn === true;
  useEffect(() => {
    if (!known) return;
    let missedSome = false;
    return openStream({
      onEvent: (event) => {
        for (const listener of listeners.current) listener(event);
        applyEvent(cache, event);
      },
      onState: (live) => {
        setConnected(live);
        if (live && missedSome) void cache.invalidateQueries();
        missedSome = !live;
      },
    });
  }, [cache, known]);
  const live = useMemo<Live>(
    () => ({
      connected,
      listen: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [connected],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

interface StreamOptions {
  readonly onEvent: Listener;
  readonly onState: (live: boolean) => void;
}

const retryAfterMs = 4_000;

/**
 * Opens the stream and keeps it open. A hidden page gives its connection back, because a browser holds only six to one
 * server; it asks for everything again when it is looked at.
 */
function openStream({ onEvent, onState }: StreamOptions): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const receive = (message: MessageEvent<string>) => {
    const event = platformEventSchema.safeParse(JSON.parse(message.data));
    if (event.success) onEvent(event.data);
  };
  const open = () => {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(apiAddress('/events'));
    for (const type of ['run', 'dataset', 'model']) source.addEventListener(type, receive);
    source.onopen = () => onState(true);
    source.onerror = () => {
      onState(false);
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, retryAfterMs);
    };
  };
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') {
      close();
      onState(false);
    } else if (source === null) open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  if (document.visibilityState !== 'hidden') open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}

'use client';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useRef, type ReactNode } from 'react';
import { PageSkeleton } from '../components/skeletons.tsx';
import { ErrorNotice } from '../components/states.tsx';
import { usePathname } from '../i18n/navigation.ts';
import { useSession } from '../use-session.ts';

const SignIn = dynamic(() => import('../features/account/sign-in.tsx').then((module) => module.SignIn), {
  ssr: false,
});

/** Pages for people who are not signed in yet. */
const before = ['/welcome', '/sign-in'];

/** Lets the page through once the api answers and knows who is asking; asks them to sign in where it does not. */
export function SessionGate({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const pathname = usePathname();
  const session = useSession();
  const wasAway = useRef(false);
  useEffect(() => {
    if (session.isError) wasAway.current = true;
    else if (session.data && wasAway.current) {
      wasAway.current = false;
      void cache.invalidateQueries();
    }
  }, [session.isError, session.data, cache]);
  // A session that somebody ended is out at the next click, even where the page has all that it shows already.
  useEffect(() => void cache.invalidateQueries({ queryKey: ['session'] }), [pathname, cache]);
  if (session.data === undefined && session.isError)
    return <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />;
  if (before.includes(pathname)) return children;
  // The shape of the page until it is known who asks: its questions would be refused before that.
  if (session.data === undefined) return <PageSkeleton />;
  return session.data.signedIn ? children : <SignIn />;
}

'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type Changes = Readonly<Record<string, string | number | null | undefined>>;

/** What a page keeps in its address: open drawers and filters survive a reload and can be passed on. */
export interface Address {
  get(name: string): string | null;
  /** A whole number ≥ 0, or null. */
  number(name: string): number | null;
  /** Changes some values, null removes; `push` makes the back button undo it. */
  set(changes: Changes, how?: 'push' | 'replace'): void;
}

export function useAddress(): Address {
  const search = useSearchParams();
  const set = useCallback((changes: Changes, how: 'push' | 'replace' = 'replace') => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes))
      if (value === null || value === undefined) next.delete(name);
      else next.set(name, String(value));
    const address = `${window.location.pathname}${next.size > 0 ? `?${next}` : ''}`;
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  }, []);
  const get = (name: string) => search.get(name);
  const number = (name: string) => {
    const text = search.get(name);
    return text !== null && /^\d+$/.test(text) ? Number(text) : null;
  };
  return { get, number, set };
}

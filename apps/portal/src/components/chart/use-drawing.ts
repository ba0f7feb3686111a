'use client';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Look } from './curve.ts';
import type { CurveDrawing, Drawing } from './draw.ts';

const looks = {
  light: { text: '#495057', strong: '#1f2327', line: '#dee2e6', background: '#ffffff' },
  dark: { text: '#b8bfc6', strong: '#e9ecef', line: '#3b4148', background: '#242424' },
} as const;

/** Draws on a place once it is seen, and again whenever the curves or the theme change. */
export function useDrawing(place: RefObject<HTMLDivElement | null>, what: Omit<Drawing, 'look'>) {
  const scheme = useComputedColorScheme('light');
  const look = useMemo<Look>(
    () => ({ ...looks[scheme], font: 'system-ui, "Noto Sans CJK SC", sans-serif' }),
    [scheme],
  );
  const drawing = useRef<CurveDrawing | null>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    const seen = new IntersectionObserver(async ([entry]) => {
      if (!entry.isIntersecting) return;
      seen.disconnect();
      const { CurveDrawing } = await import('./draw.ts');
      if (gone) return;
      drawing.current = new CurveDrawing(element);
      setReady(true);
    });
    const resized = new ResizeObserver(() => drawing.current?.resize());
    seen.observe(element);
    resized.observe(element);
    return () => {
      gone = true;
      seen.disconnect();
      resized.disconnect();
      drawing.current?.dispose();
      drawing.current = null;
    };
  }, [place]);
  const { curves, xName, yName } = what;
  useEffect(() => {
    if (ready) drawing.current?.draw({ curves, xName, yName, look });
  }, [ready, curves, xName, yName, look]);
  return { drawing, look, ready };
}

'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { GivenFile } from '../../components/given-files.ts';
import { useRouter } from '../../i18n/navigation.ts';
import { upload, type UploadProgress } from './upload.ts';

/** The upload of a page: its progress, its refusal, and the way to the dataset once it is there. */
export function useUpload() {
  const locale = useLocale();
  const router = useRouter();
  const cache = useQueryClient();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async (name: string, files: readonly GivenFile[]) => {
    const controller = new AbortController();
    running.current = controller;
    setError(null);
    setProgress({ sent: 0, total: sizeOf(files), remainingSeconds: null });
    try {
      const { signal } = controller;
      const made = await upload({ name, files, locale, signal, onProgress: setProgress });
      void cache.invalidateQueries({ queryKey: ['datasets'] });
      void cache.invalidateQueries({ queryKey: ['jobs'] });
      router.push(`/datasets/${encodeURIComponent(made.dataset)}?version=${made.version}`);
    } catch (refusal) {
      if (!controller.signal.aborted) setError(refusal);
      setProgress(null);
    }
  };
  return { progress, error, start, cancel: () => running.current?.abort() };
}

export const sizeOf = (files: readonly GivenFile[]): number =>
  files.reduce((sum, { file }) => sum + file.size, 0);

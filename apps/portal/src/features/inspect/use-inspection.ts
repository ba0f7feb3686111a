'use client';
import type { AnswerView } from '@millwright/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../../use-api.ts';
import { ApiFailure, type Api } from '../../api-client.ts';
import { judge } from './queries.ts';

export interface Refusal {
  readonly message: string;
  readonly hint: string;
  readonly code: string;
}

/** One photograph on its way through a model. */
export interface Photograph {
  readonly id: number;
  readonly file: File;
  readonly state: 'waiting' | 'asking' | 'answered' | 'refused';
  readonly answer: AnswerView | null;
  readonly refusal: Refusal | null;
}

/** After the first answer (which loads the model) this many are asked about at once. */
const atOnce = 3;
let nextId = 1;

/** The photographs of the page, each asked about on its own, so that a bad one does not hold up the others. */
export function useInspection(model: string | null) {
  const api = useApi();
  const cache = useQueryClient();
  const [photographs, setPhotographs] = useState<readonly Photograph[]>([]);
  const stop = useRef(new AbortController());
  const change = useCallback((id: number, news: Partial<Photograph>) => {
    setPhotographs((all) => all.map((one) => (one.id === id ? { ...one, ...news } : one)));
  }, []);
  useEffect(() => () => stop.current.abort(), []);
  const add = async (files: readonly File[]) => {
    if (model === null) return;
    if (stop.current.signal.aborted) stop.current = new AbortController();
    const { signal } = stop.current;
    const fresh = files.map((file): Photograph => ({
      id: nextId++,
      file,
      state: 'waiting',
      answer: null,
      refusal: null,
    }));
    setPhotographs((all) => [...fresh, ...all]);
    const queue = [...fresh];
    const work = async () => {
      for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
        change(next.id, { state: 'asking' });
        change(next.id, await ask(api, model, next.file, signal));
      }
    };
    const first = queue.splice(0, 1)[0];
    change(first.id, { state: 'asking' });
    change(first.id, await ask(api, model, first.file, signal));
    await Promise.all(Array.from({ length: atOnce }, work));
    void cache.invalidateQueries({ queryKey: ['answers'] });
  };
  const clear = () => {
    stop.current.abort();
    setPhotographs([]);
  };
  const setAnswer = (id: number, answer: AnswerView) => change(id, { answer });
  return { photographs, add, clear, setAnswer };
}

async function ask(api: Api, model: string, file: File, signal: AbortSignal): Promise<Partial<Photograph>> {
  try {
    const { answers, problems } = await judge(api, model, file, signal);
    if (answers.length > 0) return { state: 'answered', answer: answers[0] };
    const [{ message, hint, code }] = problems;
    return { state: 'refused', refusal: { message, hint, code } };
  } catch (error) {
    if (!(error instanceof ApiFailure)) return { state: 'refused', refusal: unforeseen(error) };
    const { detail, hint, code } = error.problem;
    return { state: 'refused', refusal: { message: detail, hint, code } };
  }
}

const unforeseen = (error: unknown): Refusal => ({ message: String(error), hint: '', code: 'internal' });

import { importResultSchema, type ImportResult, type Locale } from '@millwright/contracts';
import { apiAddress, failure, languageTag, readAnswer } from '../../api-client.ts';
import type { GivenFile } from '../../components/given-files.ts';

export interface UploadProgress {
  readonly sent: number;
  readonly total: number;
  readonly remainingSeconds: number | null;
}

interface UploadOptions {
  readonly name: string;
  readonly files: readonly GivenFile[];
  readonly locale: Locale;
  readonly signal: AbortSignal;
  onProgress(progress: UploadProgress): void;
}

/**
 * Sends files with their relative paths. XMLHttpRequest, because `fetch` does not say how much was sent.
 *
 * @throws ApiFailure; an AbortError where the signal ended it
 */
export function upload({ name, files, locale, signal, onProgress }: UploadOptions): Promise<ImportResult> {
  const form = new FormData();
  form.append('name', name);
  form.append('kind', 'images');
  for (const { file, path } of files) form.append('files', file, path);
  const path = '/datasets';
  const request = new XMLHttpRequest();
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.upload.onprogress = ({ loaded, total }) => {
      const seconds = (performance.now() - started) / 1000;
      onProgress({
        sent: loaded,
        total,
        remainingSeconds: remainingSeconds({ sent: loaded, total, seconds }),
      });
    };
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    request.onerror = () => reject(failure('service.unavailable', {}, locale));
    request.onload = () => {
      const answer = { status: request.status, text: request.responseText };
      try {
        resolve(readAnswer(importResultSchema, path, locale, answer));
      } catch (refusal) {
        reject(refusal as Error);
      }
    };
    request.open('POST', apiAddress(path));
    request.setRequestHeader('accept-language', languageTag(locale));
    request.send(form);
  });
}

/** Time that the rest takes at the speed so far [s]; null before there is a speed to speak of. */
export function remainingSeconds({
  sent,
  total,
  seconds,
}: {
  sent: number;
  total: number;
  seconds: number;
}): number | null {
  return sent > 0 && seconds >= 0.5 ? ((total - sent) / sent) * seconds : null;
}

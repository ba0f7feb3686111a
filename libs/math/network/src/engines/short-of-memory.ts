import { AppError } from '@millwright/contracts';
import type { EngineName } from './names.ts';

const words = (bytes: number): string =>
  bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** Said before anything is taken. */
export const shortOfMemory = (
  engine: EngineName,
  bytes: { readonly needed: number; readonly available: number },
  cause?: unknown,
): AppError =>
  new AppError(
    'engine.memory',
    { engine, needed: words(bytes.needed), available: words(Math.max(0, bytes.available)) },
    { cause },
  );

import { AppError } from '@millwright/contracts';
import type { GraphEngine } from '../session.ts';
import { chooseBinary } from './binary.ts';
import { openSession } from './session.ts';
import { threadCount } from './threads/count.ts';

/** Why our own engine cannot run here; null where it can. */
export function wasmObstacle(): string | null {
  const binary = chooseBinary();
  return typeof binary === 'string' ? binary : null;
}

/**
 * Our own engine: WebAssembly on several threads, nothing native. All sessions of a process share its threads and up to 4 GiB of
 * memory; a program that needs more is refused before it starts.
 *
 * @throws AppError `engine.unavailable` where it cannot run
 */
export function wasmGraphEngine(): GraphEngine {
  const binary = chooseBinary();
  if (typeof binary === 'string')
    throw new AppError('engine.unavailable', { engine: 'wasm', reason: binary });
  const threads = threadCount();
  const kind = binary.relaxed ? 'relaxed SIMD' : 'SIMD';
  return {
    name: 'wasm',
    description: `WebAssembly with ${kind}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    device: 'CPU',
    open: openSession,
  };
}

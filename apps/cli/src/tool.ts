import type { Client } from '@millwright/client';
import type { Surroundings } from './surroundings.ts';
import type { Voice } from './voice.ts';

/** What a command works with. */
export interface Tool {
  readonly api: Client;
  readonly voice: Voice;
  readonly surroundings: Surroundings;
}

/** Runs the work of a command with what it needs. */
export type Run = (work: (tool: Tool) => Promise<void>) => Promise<void>;

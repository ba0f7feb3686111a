import type { Kernels } from '../operations/kernels.ts';
import type { EngineName } from './names.ts';

/** A way to run networks on this machine. */
export interface Engine {
  readonly name: EngineName;
  /** What it is, for people: library, version, device. */
  readonly description: string;
  readonly kernels: Kernels;
  /** Makes it the one that tfjs works with; to be called before each stretch of work without a pause. */
  activate(): void;
}

/** What an engine module gives: whether it can run here, and itself. */
export interface EngineDriver {
  readonly name: EngineName;
  /** Why it cannot run here, or null; loads nothing heavy. */
  obstacle(): Promise<string | null>;
  open(): Promise<Engine>;
}

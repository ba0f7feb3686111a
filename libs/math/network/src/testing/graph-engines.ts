import { openTfjs } from '../engines/tfjs/engine.ts';
import { tensorflowGraphEngine, tensorflowObstacle } from '../engines/tensorflow/graph-engine.ts';
import { wasmGraphEngine, wasmObstacle } from '../engines/wasm/graph-engine.ts';
import type { Session } from '../engines/session.ts';
import type { Module } from '../graph/value.ts';

/** A way to run graphs, as the tests see it. */
export interface GraphEngineUnderTest {
  readonly name: string;
  /** Why it cannot run here. */
  readonly obstacle: string | null;
  /** Largest difference to double precision, relative to the largest value of an array. */
  readonly tolerance: number;
  open(module: Module): Promise<Session>;
}

/** All that the test of the engines holds against the interpreter. */
export const graphEngines: readonly GraphEngineUnderTest[] = [
  { name: 'tfjs', obstacle: null, tolerance: 2e-5, open: openTfjs },
  {
    name: 'tensorflow',
    obstacle: tensorflowObstacle(),
    tolerance: 2e-5,
    open: (module) => tensorflowGraphEngine().open(module),
  },
  {
    name: 'wasm',
    obstacle: wasmObstacle(),
    tolerance: 2e-5,
    open: (module) => wasmGraphEngine().open(module),
  },
];

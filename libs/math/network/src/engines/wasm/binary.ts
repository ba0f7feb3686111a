import { existsSync, readFileSync } from 'node:fs';
import v8 from 'node:v8';
import { webAssembly } from './web-assembly.ts';

/** What `tools/wasm-engine.mjs` made. */
const folder = new URL('../../../generated/', import.meta.url);

export interface Binary {
  readonly bytes: Uint8Array;
  /** Products and sums in one rounding, where the processor can. */
  readonly relaxed: boolean;
}

function load(name: string): Uint8Array | null {
  const file = new URL(name, folder);
  return existsSync(file) ? new Uint8Array(readFileSync(file)) : null;
}

/** Node 20 knows relaxed SIMD and does not offer it; later ones do. */
function validRelaxed(bytes: Uint8Array): boolean {
  if (webAssembly().validate(bytes)) return true;
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  return webAssembly().validate(bytes);
}

/** The fastest binary that runs here, or why none does. */
export function chooseBinary(): Binary | string {
  const [relaxed, plain] = [load('relaxed.wasm'), load('plain.wasm')];
  if (!relaxed || !plain) return 'it is not compiled (any npm command of the workspace compiles it)';
  if (validRelaxed(relaxed)) return { bytes: relaxed, relaxed: true };
  if (webAssembly().validate(plain)) return { bytes: plain, relaxed: false };
  return 'this processor or this Node.js has no WebAssembly SIMD and threads';
}

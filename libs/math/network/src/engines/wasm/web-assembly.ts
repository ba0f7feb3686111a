/** Code, to be handed to threads. */
export type Compiled = object;

export interface SharedMemory {
  /** Another one after each growth. */
  readonly buffer: SharedArrayBuffer;
  /** @param pages - of 64 KiB */
  grow(pages: number): number;
}

interface WebAssemblyHere {
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<Compiled>;
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
}

/** What of the runtime's WebAssembly is used here: the types of Node.js leave it out. */
export const webAssembly = (): WebAssemblyHere =>
  (globalThis as unknown as { WebAssembly: WebAssemblyHere }).WebAssembly;

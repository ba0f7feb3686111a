import type { ArtifactStore } from './store.ts';

/** Artifacts in a directory: `ab/cd/<sha256>`. */
export function diskArtifacts(directory: string): ArtifactStore {
  throw new Error(`in work: ${directory}`);
}

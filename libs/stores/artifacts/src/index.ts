export { type ArtifactStore, type ListedArtifact, type StoredArtifact } from './store.ts';
export { diskArtifacts } from './disk-artifacts.ts';

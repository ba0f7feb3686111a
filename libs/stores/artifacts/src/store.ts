import type { Readable } from 'node:stream';

export interface StoredArtifact {
  /** SHA-256 of the bytes, 64 small hexadecimal digits. */
  readonly hash: string;
  readonly bytes: number;
}

export interface ListedArtifact extends StoredArtifact {
  readonly modifiedAt: Date;
}

/**
 * Bytes named by their SHA-256. Equal bytes are kept once; what was put never changes. A hash that is none is
 * refused with `artifact.not-found`, so no path of a caller ever reaches the disk.
 */
export interface ArtifactStore {
  /**
   * Keeps the bytes of a stream. Where the stream or the disk fails nothing is left behind.
   *
   * @param options.name - how the bytes are called in an error (a file name of the user)
   * @throws AppError `storage.full`; the stream's own error
   */
  put(
    stream: AsyncIterable<Uint8Array>,
    options?: { name?: string; signal?: AbortSignal },
  ): Promise<StoredArtifact>;
  putBytes(bytes: Uint8Array, options?: { name?: string }): Promise<StoredArtifact>;
  /**
   * The bytes as a stream that ends with the error `artifact.damaged` where they are no longer what was stored.
   *
   * @throws AppError `artifact.not-found`
   */
  open(hash: string): Promise<Readable>;
  /**
   * The bytes, verified before they are given.
   *
   * @throws AppError `artifact.not-found`, `artifact.damaged`
   */
  read(hash: string): Promise<Buffer>;
  has(hash: string): Promise<boolean>;
  /** @throws AppError `artifact.not-found` */
  size(hash: string): Promise<number>;
  /** @returns bytes freed; 0 where the store does not hold it */
  delete(hash: string): Promise<number>;
  list(): AsyncIterable<ListedArtifact>;
  /**
   * Removes what interrupted writes left behind.
   *
   * @param olderThanMs - younger ones may belong to a write that is still going on; an hour by default
   * @returns bytes freed
   */
  sweep(olderThanMs?: number): Promise<number>;
}

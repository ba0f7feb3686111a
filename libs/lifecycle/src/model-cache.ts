import { AppError, type ModelVersionView } from '@millwright/contracts';
import { definitionOf, type FittedImageModel } from './catalogue.ts';
import type { Stores } from './stores.ts';

interface Loaded {
  readonly model: Promise<FittedImageModel>;
  readonly bytes: number;
  users: number;
  dropped: boolean;
}

export interface CacheBounds {
  readonly models: number;
  readonly bytes: number;
}

/** Models that were asked for lately, loaded once and kept within bounds; one in use is never disposed. */
export class ModelCache {
  /** By run, oldest use first: names and numbers of versions come again after a deletion, runs do not. */
  private readonly loaded = new Map<string, Loaded>();

  constructor(
    private readonly stores: Pick<Stores, 'artifacts' | 'models'>,
    private readonly bounds: CacheBounds = { models: 4, bytes: 512 * 2 ** 20 },
  ) {}

  /**
   * Works with a model version, loading it where it is not at hand.
   *
   * @throws AppError `model.incomplete` where a file of it is gone; `model.unknown-definition`
   */
  async use<T>(version: ModelVersionView, work: (model: FittedImageModel) => Promise<T>): Promise<T> {
    const entry = this.entryOf(version);
    entry.users++;
    try {
      return await work(await entry.model);
    } catch (error) {
      await entry.model.catch(() => this.drop(version.run)); // a load that failed is tried anew by the next
      throw error;
    } finally {
      entry.users--;
      await this.release(entry);
      this.shrink();
    }
  }

  /** Lets go of a version that was deleted. */
  drop(run: string): void {
    const entry = this.loaded.get(run);
    if (!entry) return;
    this.loaded.delete(run);
    entry.dropped = true;
    void this.release(entry);
  }

  close(): void {
    for (const run of [...this.loaded.keys()]) this.drop(run);
  }

  private entryOf(version: ModelVersionView): Loaded {
    const known = this.loaded.get(version.run);
    const bytes = version.files.reduce((sum, file) => sum + file.bytes, 0);
    const entry = known ?? { model: this.load(version), bytes, users: 0, dropped: false };
    this.loaded.delete(version.run);
    this.loaded.set(version.run, entry);
    return entry;
  }

  private shrink(): void {
    let bytes = [...this.loaded.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [run, entry] of [...this.loaded]) {
      if (this.loaded.size <= this.bounds.models && bytes <= this.bounds.bytes) return;
      if (entry.users > 0) continue;
      bytes -= entry.bytes;
      this.drop(run);
    }
  }

  private async release(entry: Loaded): Promise<void> {
    if (!entry.dropped || entry.users > 0) return;
    await entry.model.then(
      (model) => model.dispose(),
      () => undefined, // what never loaded needs no disposal
    );
  }

  private async load(version: ModelVersionView): Promise<FittedImageModel> {
    const definition = definitionOf(this.stores.models, version.definition);
    const files = new Map<string, Uint8Array>();
    for (const { path, hash } of version.files)
      files.set(
        path,
        await this.stores.artifacts.read(hash).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'artifact.not-found')
            throw new AppError('model.incomplete', { file: path }, { cause: error });
          throw error;
        }),
      );
    return definition.load(files);
  }
}

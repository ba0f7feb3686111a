import { Inject, Injectable } from '@nestjs/common';
import type { SystemView } from '@millwright/contracts';
import type { ArtifactStore } from '@millwright/artifacts';
import { listEngines } from '@millwright/lifecycle';
import type { Config } from '../config.ts';
import { ARTIFACTS, CONFIG } from '../platform/tokens.ts';

const countEveryMs = 15_000;

@Injectable()
export class SystemService {
  private counted: { at: number; artifacts: Promise<SystemView['artifacts']> } | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
  ) {}

  async describe(): Promise<SystemView> {
    const [engines, artifacts] = await Promise.all([listEngines(), this.countArtifacts()]);
    return {
      version: this.config.version,
      engines,
      database: this.config.databaseKind,
      jobs: this.config.redisUrl === undefined ? 'postgresql' : 'redis',
      artifacts,
    };
  }

  /** Walks the store at most every 15 s, however often it is asked. */
  private countArtifacts(): Promise<SystemView['artifacts']> {
    if (!this.counted || this.counted.at < Date.now() - countEveryMs)
      this.counted = { at: Date.now(), artifacts: this.walk() };
    return this.counted.artifacts;
  }

  private async walk(): Promise<SystemView['artifacts']> {
    const sum = { count: 0, bytes: 0 };
    for await (const artifact of this.artifacts.list()) {
      sum.count += 1;
      sum.bytes += artifact.bytes;
    }
    return sum;
  }
}

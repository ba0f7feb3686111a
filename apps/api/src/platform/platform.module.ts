import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { ArtifactStore } from '@millwright/artifacts';
import type { Jobs } from '@millwright/jobs';
import type { Lifecycle } from '@millwright/lifecycle';
import type { Registry } from '@millwright/registry';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { AccessKey } from './access-key.ts';
import type { SignIns } from './sign-in.ts';
import { ACCESS_KEY, ARTIFACTS, CONFIG, JOBS, LIFECYCLE, LOGGER, REGISTRY, SIGN_INS } from './tokens.ts';

/** What the api stands on, opened by whoever starts it. */
export interface Parts {
  readonly config: Config;
  readonly key: AccessKey;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly signIns: SignIns;
  readonly artifacts: ArtifactStore;
  readonly jobs: Jobs;
  readonly lifecycle: Lifecycle;
}

@Global()
@Module({})
export class PlatformModule {
  static of(parts: Parts): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: parts.config },
      { provide: ACCESS_KEY, useValue: parts.key },
      { provide: LOGGER, useValue: parts.logger },
      { provide: REGISTRY, useValue: parts.registry },
      { provide: SIGN_INS, useValue: parts.signIns },
      { provide: ARTIFACTS, useValue: parts.artifacts },
      { provide: JOBS, useValue: parts.jobs },
      { provide: LIFECYCLE, useValue: parts.lifecycle },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

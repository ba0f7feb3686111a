import { Inject, Injectable } from '@nestjs/common';
import type { ModelDefinitionView } from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import { LIFECYCLE } from '../platform/tokens.ts';

@Injectable()
export class DefinitionsService {
  constructor(@Inject(LIFECYCLE) private readonly lifecycle: Lifecycle) {}

  list(): ModelDefinitionView[] {
    return this.lifecycle.catalogue();
  }
}

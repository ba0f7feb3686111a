import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { modelDefinitionSchema, type ModelDefinitionView } from '@millwright/contracts';
import { Answers } from '../platform/documented.ts';
import { v1 } from '../platform/params.ts';
import { DefinitionsService } from './definitions.service.ts';

@ApiTags('models')
@Controller(v1('model-definitions'))
export class DefinitionsController {
  constructor(private readonly definitions: DefinitionsService) {}

  @Get()
  @Answers('Everything that can be trained, with its settings', modelDefinitionSchema.array())
  listModelDefinitions(): ModelDefinitionView[] {
    return this.definitions.list();
  }
}

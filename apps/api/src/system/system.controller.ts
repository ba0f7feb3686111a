import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { systemSchema, type SystemView } from '@millwright/contracts';
import { Answers } from '../platform/documented.ts';
import { v1 } from '../platform/params.ts';
import { SystemService } from './system.service.ts';

@ApiTags('system')
@Controller(v1('system'))
export class SystemController {
  constructor(private readonly system: SystemService) {}

  @Get()
  @Answers('What runs here: version, engines, services, stored bytes', systemSchema)
  getSystem(): Promise<SystemView> {
    return this.system.describe();
  }
}

import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from '../platform/documented.ts';
import { HealthService } from './health.service.ts';

const healthSchema = z.object({ status: z.enum(['live', 'ready']) }).meta({ id: 'Health' });

@ApiTags('system')
@Controller('api/health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Answers('The process answers', healthSchema)
  getLiveness(): z.infer<typeof healthSchema> {
    return { status: 'live' };
  }

  @Get('ready')
  @Answers('The database answers too', healthSchema)
  async getReadiness(): Promise<z.infer<typeof healthSchema>> {
    await this.health.check();
    return { status: 'ready' };
  }
}

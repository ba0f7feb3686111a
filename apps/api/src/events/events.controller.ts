import { Controller, Sse, type MessageEvent } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { v1 } from '../platform/params.ts';
import { EventsService } from './events.service.ts';
import { asMessages } from './live-stream.ts';

@ApiTags('events')
@Controller(v1('events'))
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @ApiOperation({ summary: 'Everything that happens, as server-sent events named dataset, run and model' })
  @Sse()
  all(): Observable<MessageEvent> {
    return asMessages(this.events.all());
  }
}

import { Controller, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { SendsEvents } from '../platform/documented.ts';
import { v1 } from '../platform/params.ts';
import { EventsService } from './events.service.ts';
import { asMessages } from './live-stream.ts';

@ApiTags('events')
@Controller(v1('events'))
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @SendsEvents('Everything that happens, as server-sent events named dataset, run and model')
  @Sse()
  watchEvents(): Observable<MessageEvent> {
    return asMessages(this.events.all());
  }
}

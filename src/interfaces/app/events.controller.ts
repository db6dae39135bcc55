import { Controller, Sse, type MessageEvent } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { Roles } from '../../platform/account/index.js';
import { Events } from './events.js';

@ApiTags('events')
@Controller('api')
export class EventsController {
  constructor(private readonly events: Events) {}

  @Sse('events')
  @Roles('viewer')
  @ApiOperation({
    summary: 'What changes, as server-sent events',
    description:
      'First `snapshot` (the active deployments), then `deployment`, `lot` and `machine` as they change, and ' +
      '`heartbeat` every 15 s. A new `snapshot` comes whenever changes may have been missed.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'The stream; it ends when the reader goes' })
  stream(): Observable<MessageEvent> {
    return this.events.stream();
  }
}

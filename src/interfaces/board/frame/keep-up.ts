import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type MessageEvent,
  type NestInterceptor,
} from '@nestjs/common';
import { SSE_METADATA } from '@nestjs/common/constants.js';
import type { Response } from 'express';
import { Observable } from 'rxjs';
import { LiveMessage } from './live-drawing.js';

/** What is needed of the answer that a stream is written to. */
export type Outlet = Pick<Response, 'writableNeedDrain' | 'on' | 'off'>;

/**
 * Nothing is queued for a reader that reads slower than the pages change, such as a tablet with a bad connection:
 * queued drawings would fill the memory of the server, and the reader would see what is long past. Messages that come
 * meanwhile are left out, and the whole page as it stands then is sent once the reader has caught up.
 */
export function keepUp(messages: Observable<MessageEvent>, outlet: Outlet): Observable<MessageEvent> {
  return new Observable((reader) => {
    let missed: LiveMessage | undefined;
    const catchUp = () => {
      const last = missed;
      missed = undefined;
      if (last) reader.next(last.whole());
    };
    outlet.on('drain', catchUp);
    const following = messages.subscribe({
      next: (message) => {
        if (message instanceof LiveMessage && outlet.writableNeedDrain) missed = message;
        else reader.next(message);
      },
      error: (error: unknown) => reader.error(error),
      complete: () => reader.complete(),
    });
    return () => {
      outlet.off('drain', catchUp);
      following.unsubscribe();
    };
  });
}

/** Applies `keepUp` to every event stream. */
@Injectable()
export class KeepUp implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (Reflect.getMetadata(SSE_METADATA, context.getHandler()) !== true) return next.handle();
    const outlet = context.switchToHttp().getResponse<Response>();
    return keepUp(next.handle() as Observable<MessageEvent>, outlet);
  }
}

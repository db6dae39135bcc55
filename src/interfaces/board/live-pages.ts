import { Injectable, type MessageEvent } from '@nestjs/common';
import {
  distinctUntilChanged,
  exhaustMap,
  filter,
  interval,
  map,
  merge,
  of,
  takeUntil,
  throttleTime,
  type Observable,
} from 'rxjs';
import { Notifications, type Change } from '../../platform/database/index.js';
import { EventStreams } from './event-streams.js';

/** Many changes may come at once: a page is not rendered more often than this. */
const AT_MOST_EVERY_MS = 500;
/** A page is rendered at least this often, because progress is not notified and a notification may be lost. */
const AT_LEAST_EVERY_MS = 2_000;
const HEARTBEAT_MS = 20_000;

/** Live parts of pages: server-sent events whose HTML htmx swaps in. */
@Injectable()
export class LivePages {
  constructor(
    private readonly notifications: Notifications,
    private readonly streams: EventStreams,
  ) {}

  /** Sends what `draw` renders, now and whenever it differs; `concerns` selects the changes that trigger it. */
  follow(draw: () => Promise<string>, concerns: (change: Change) => boolean): Observable<MessageEvent> {
    const hints = merge(
      of(undefined),
      this.notifications.changes().pipe(filter(concerns)),
      this.notifications.gaps(),
      interval(AT_LEAST_EVERY_MS),
    );
    const drawings = hints.pipe(
      throttleTime(AT_MOST_EVERY_MS, undefined, { leading: true, trailing: true }),
      exhaustMap(draw),
      distinctUntilChanged(),
      map((html) => ({ data: html })),
    );
    // Named, because htmx swaps in events without a name.
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: 'alive' })));
    return merge(drawings, heartbeats).pipe(takeUntil(this.streams.end$));
  }
}

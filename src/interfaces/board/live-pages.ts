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

/** Changes come in crowds: a page is drawn again at most so often. */
const AT_MOST_EVERY_MS = 500;
/** Drawn again without a hint as well: progress is not announced, and a hint may be lost. */
const AT_LEAST_EVERY_MS = 2_000;
const HEARTBEAT_MS = 20_000;

/** Parts of pages that follow what happens, as server-sent events that htmx swaps in. */
@Injectable()
export class LivePages {
  constructor(
    private readonly notifications: Notifications,
    private readonly streams: EventStreams,
  ) {}

  /** `draw` now, then whenever what it draws has changed; `concerns` says which changes to look at at once. */
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
    // A named event: htmx swaps unnamed ones only.
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: 'alive' })));
    return merge(drawings, heartbeats).pipe(takeUntil(this.streams.end$));
  }
}

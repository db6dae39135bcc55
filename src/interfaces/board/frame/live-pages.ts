import { Injectable, type MessageEvent } from '@nestjs/common';
import {
  distinctUntilChanged,
  exhaustMap,
  filter,
  finalize,
  interval,
  map,
  merge,
  of,
  ReplaySubject,
  share,
  takeUntil,
  throttleTime,
  type Observable,
} from 'rxjs';
import { Notifications, type Change } from '../../../platform/database/index.js';
import { EventStreams } from './event-streams.js';

/** Many changes may come at once: a page is not rendered more often than this. */
const AT_MOST_EVERY_MS = 500;
/** A page is rendered at least this often, because progress is not notified and a notification may be lost. */
const AT_LEAST_EVERY_MS = 2_000;
const HEARTBEAT_MS = 20_000;

/** Live parts of pages: server-sent events whose HTML htmx swaps in. */
@Injectable()
export class LivePages {
  private readonly shared = new Map<string, Observable<string>>();

  constructor(
    private readonly notifications: Notifications,
    private readonly streams: EventStreams,
  ) {}

  /** Sends what `draw` renders, now and whenever it differs; `concerns` selects the changes that trigger it. */
  follow(draw: () => Promise<string>, concerns: (change: Change) => boolean): Observable<MessageEvent> {
    return this.sent(this.drawings(draw, concerns));
  }

  /**
   * The same for a page that is equal for all its readers: it is drawn once for all who follow it now. `page` names
   * all that it depends on.
   */
  followTogether(
    page: string,
    draw: () => Promise<string>,
    concerns: (change: Change) => boolean,
  ): Observable<MessageEvent> {
    const shared =
      this.shared.get(page) ??
      this.drawings(draw, concerns).pipe(
        finalize(() => this.shared.delete(page)),
        share({ connector: () => new ReplaySubject(1) }),
      );
    this.shared.set(page, shared);
    return this.sent(shared);
  }

  private drawings(draw: () => Promise<string>, concerns: (change: Change) => boolean): Observable<string> {
    const hints = merge(
      of(undefined),
      this.notifications.changes().pipe(filter(concerns)),
      this.notifications.gaps(),
      interval(AT_LEAST_EVERY_MS),
    );
    return hints.pipe(
      throttleTime(AT_MOST_EVERY_MS, undefined, { leading: true, trailing: true }),
      exhaustMap(draw),
      distinctUntilChanged(),
    );
  }

  private sent(drawings: Observable<string>): Observable<MessageEvent> {
    const pages = drawings.pipe(map((html) => ({ data: html })));
    // Named, because htmx swaps in events without a name.
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: 'alive' })));
    return merge(pages, heartbeats).pipe(takeUntil(this.streams.end$));
  }
}

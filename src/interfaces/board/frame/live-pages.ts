import { Injectable, type MessageEvent } from '@nestjs/common';
import {
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
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
import { changesBetween, LiveMessage, type Drawing } from './live-drawing.js';

/** Many changes may come at once: a page is not rendered more often than this. */
const AT_MOST_EVERY_MS = 500;
/** A page is rendered at least this often, because progress is not notified and a notification may be lost. */
const AT_LEAST_EVERY_MS = 2_000;
const HEARTBEAT_MS = 20_000;

/** Live parts of pages: server-sent events whose HTML htmx swaps in. */
@Injectable()
export class LivePages {
  private readonly shared = new Map<string, Observable<string>>();
  private readonly drawn = new Map<string, SharedDrawing>();

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

  /**
   * A page whose elements are replaced one by one: the whole of it first, then what differs from one drawing to the
   * next. It is drawn once for all who follow it now; `page` names all that it depends on.
   */
  followParts(
    page: string,
    drawings: Observable<Drawing>,
    isCurrent: () => boolean = () => true,
  ): Observable<MessageEvent> {
    return defer(() => {
      const shared = this.drawn.get(page) ?? this.shareParts(page, drawings);
      const first = shared.last ? of(wholeOf(shared)) : EMPTY;
      return this.alive(concat(first, shared.messages), isCurrent);
    });
  }

  private shareParts(page: string, drawings: Observable<Drawing>): SharedDrawing {
    const shared: SharedDrawing = { messages: EMPTY };
    const next = (drawing: Drawing): LiveMessage | undefined => {
      const { last } = shared;
      shared.last = drawing;
      if (last === undefined) return wholeOf(shared);
      const changed = changesBetween(last, drawing);
      return changed === '' ? undefined : new LiveMessage(changed, () => wholeOf(shared));
    };
    shared.messages = drawings.pipe(
      map(next),
      filter((message) => message !== undefined),
      finalize(() => this.drawn.delete(page)),
      share(),
    );
    this.drawn.set(page, shared);
    return shared;
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
    return this.alive(drawings.pipe(map((html) => LiveMessage.complete(html))));
  }

  /** With a heartbeat, but not while the page is not current: its readers then see that it is not live. */
  private alive(
    messages: Observable<MessageEvent>,
    isCurrent: () => boolean = () => true,
  ): Observable<MessageEvent> {
    // Named, because htmx swaps in events without a name.
    const heartbeats = interval(HEARTBEAT_MS).pipe(
      filter(isCurrent),
      map(() => ({ type: 'heartbeat', data: 'alive' })),
    );
    return merge(messages, heartbeats).pipe(takeUntil(this.streams.end$));
  }
}

/** The last drawing of a page, and the messages that its readers get. */
interface SharedDrawing {
  last?: Drawing;
  messages: Observable<LiveMessage>;
}

function wholeOf({ last }: SharedDrawing): LiveMessage {
  return LiveMessage.complete(last?.whole() ?? '');
}

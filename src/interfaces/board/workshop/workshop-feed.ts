import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  concat,
  defer,
  exhaustMap,
  filter,
  finalize,
  interval,
  merge,
  of,
  ReplaySubject,
  Subject,
  share,
  throttleTime,
  takeUntil,
  timer,
  type Observable,
} from 'rxjs';
import { Notifications } from '../../../platform/database/index.js';
import type { WorkshopState } from './workshop-state.js';
import { EVERYTHING, WorkshopReading } from './workshop-reading.js';

/** PostgreSQL is asked what changed this often, since progress is not notified. */
const EVERY_MS = 400;
/** It is never asked more often, however many notifications come. */
const APART_MS = 200;
/** Of the readings, each fifth also reads what changes seldom, and each twelfth the time left of all. */
const OTHERS_EACH = 5;
const OUTLOOK_EACH = 12;
/** Reading goes on after the last reader has gone: a page that is reloaded finds it current. */
const LINGER_MS = 20_000;
/** A state that was read longer ago is not current: the database does not answer. */
const CURRENT_MS = 10_000;

/**
 * The state of the workshop, read once for all pages of all readers: while somebody follows it, what changed is read
 * some times a second, with as many statements for a thousand PCs as for one.
 */
@Injectable()
export class WorkshopFeed implements OnModuleDestroy {
  private readonly closing = new ReplaySubject<void>(1);
  private readonly asked = new Subject<WorkshopState>();
  private state?: WorkshopState;
  private readings = 0;
  private readAt = 0;
  private readonly reading$: Observable<WorkshopState>;

  constructor(
    private readonly reading: WorkshopReading,
    notifications: Notifications,
  ) {
    const notified = notifications.changes().pipe(filter(({ channel }) => channel !== 'account'));
    const hints = merge(of(undefined), interval(EVERY_MS), notified, notifications.gaps()).pipe(
      throttleTime(APART_MS, undefined, { leading: true, trailing: true }),
    );
    this.reading$ = merge(hints.pipe(exhaustMap(() => this.read())), this.asked).pipe(
      filter((state) => state !== undefined),
      finalize(() => (this.state = undefined)),
      takeUntil(this.closing),
      share({ resetOnRefCountZero: () => timer(LINGER_MS) }),
    );
  }

  onModuleDestroy(): void {
    this.closing.next();
    this.closing.complete();
  }

  /** Emits now, and whenever something changed. Fails when the database does not answer. */
  changes(): Observable<WorkshopState> {
    return defer(() => {
      const { state } = this;
      return state === undefined ? this.reading$ : concat(of(state), this.reading$);
    });
  }

  /** Whether what is followed was read a moment ago. */
  readonly isCurrent = (): boolean => Date.now() - this.readAt < CURRENT_MS;

  /** The state at this moment. */
  async current(): Promise<WorkshopState> {
    const before = this.state;
    const now = await this.reading.next(before, { ...EVERYTHING, outlook: before === undefined });
    // Those who follow get it too: the live part of a page never begins with less than the page had.
    if (this.state !== undefined && now !== before) this.asked.next((this.state = now));
    return now;
  }

  /** The new state; undefined when nothing changed. */
  private async read(): Promise<WorkshopState | undefined> {
    this.readings += 1;
    const next = await this.reading.next(this.state, {
      others: this.readings % OTHERS_EACH === 0,
      outlook: this.readings % OUTLOOK_EACH === 0,
    });
    this.readAt = Date.now();
    if (next === this.state) return undefined;
    this.state = next;
    return next;
  }
}

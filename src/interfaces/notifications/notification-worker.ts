import { Injectable } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import { Dispatch } from './dispatch.js';
import { EventStore } from './event.store.js';
import { Outbox } from './outbox.js';

const INTERVAL_MS = 2_000;
const HOUR_MS = 60 * 60_000;
/** How long what was told is kept, for the list of messages. */
const KEPT_MS = 90 * 24 * HOUR_MS;

const log = logger('notifications');

/** Tells the outside what happened, until it is stopped. Any number of workers may run. */
@Injectable()
export class NotificationWorker {
  private timer?: NodeJS.Timeout;
  private round: Promise<void> = Promise.resolve();
  private stopping = new AbortController();
  private cleanedAt = 0;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly outbox: Outbox,
    private readonly events: EventStore,
  ) {}

  start(): void {
    const again = (): void => {
      this.round = this.begin()
        .catch((error: unknown) => log.warn({ err: error }, 'messages could not be sent'))
        .then(() => {
          if (this.timer !== undefined) this.timer = setTimeout(again, INTERVAL_MS);
        });
    };
    this.timer = setTimeout(again, 0);
  }

  /** Cuts what is being sent: it is sent again by the next worker. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stopping.abort();
    await this.round;
    await this.outbox.idle();
    this.stopping = new AbortController();
  }

  /** Messages for what happened, then everything that is due; waits until all of it was tried. */
  async once(now: () => Date = () => new Date()): Promise<void> {
    await this.begin(now);
    await this.outbox.idle();
  }

  /** The same without waiting: what happens meanwhile is told to the others while one receiver is silent. */
  private async begin(now: () => Date = () => new Date()): Promise<void> {
    await this.dispatch.once(now());
    await this.outbox.begin(this.stopping.signal, now);
    if (now().getTime() - this.cleanedAt < HOUR_MS) return;
    this.cleanedAt = now().getTime();
    await this.events.removeBefore(new Date(this.cleanedAt - KEPT_MS));
  }
}

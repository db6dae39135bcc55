import { Injectable } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import { describe, TransientError } from '../../platform/core/index.js';
import { nextAttempt } from './backoff.js';
import { DeliveryStore, laneOf } from './delivery.store.js';
import type { NotificationDelivery } from './notification.entity.js';
import { Senders } from './senders.js';

/** For one message, whatever its receiver does: less than its lease, so that no other worker sends it meanwhile. */
const LONGEST_MS = 75_000;

const log = logger('notifications');

/**
 * Sends what is due. A message is claimed in PostgreSQL before it is sent, and sent again when nobody recorded how it
 * ended. A receiver that does not answer keeps only its own messages waiting, however many they are.
 */
@Injectable()
export class Outbox {
  /** How many messages are being sent in each lane. */
  private readonly busy = new Map<string, number>();
  private readonly underWay = new Set<Promise<void>>();
  private claiming: Promise<void> = Promise.resolve();
  /** A claim that has not begun yet: whoever asks for one gets this. */
  private next?: Promise<void>;

  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly senders: Senders,
  ) {}

  /** Begins to send what is due; each message that ends makes room for the next one of its lane. */
  begin(signal: AbortSignal, now: () => Date = () => new Date()): Promise<void> {
    this.next ??= this.claiming.then(() => {
      this.next = undefined;
      return this.claim(signal, now);
    });
    this.claiming = this.next.catch(() => undefined);
    return this.next;
  }

  /** Resolves when nothing is being sent, and nothing is due that could be. */
  async idle(): Promise<void> {
    do await Promise.all([...this.underWay, this.claiming]);
    while (this.underWay.size > 0 || this.next !== undefined);
  }

  private async claim(signal: AbortSignal, now: () => Date): Promise<void> {
    if (signal.aborted) return;
    for (const message of await this.deliveries.claim(now(), this.busy)) this.start(message, signal, now);
  }

  private start(message: NotificationDelivery, signal: AbortSignal, now: () => Date): void {
    const lane = laneOf(message);
    this.count(lane, 1);
    const work = this.try(message, signal, now)
      .finally(() => {
        this.count(lane, -1);
        this.underWay.delete(work);
        return this.begin(signal, now);
      })
      .catch((error: unknown) => log.warn({ err: error }, 'how a message ended could not be recorded'));
    this.underWay.add(work);
  }

  private count(lane: string, change: 1 | -1): void {
    const count = (this.busy.get(lane) ?? 0) + change;
    if (count === 0) this.busy.delete(lane);
    else this.busy.set(lane, count);
  }

  private async try(message: NotificationDelivery, signal: AbortSignal, now: () => Date): Promise<void> {
    try {
      await within(LONGEST_MS, signal, (limit) => this.senders.send(message, limit, now()));
    } catch (error) {
      // The worker is stopping: the claim ends by itself, and another one sends it.
      if (signal.aborted) return;
      return this.failed(message, error, now());
    }
    await this.deliveries.sent(message, now());
  }

  private async failed(message: NotificationDelivery, error: unknown, now: Date): Promise<void> {
    const { id, channel, attempts, retryUntil } = message;
    const next = nextAttempt(attempts, now, retryUntil);
    const { text } = describe(error);
    log.warn(
      { delivery: id, channel, attempts, reason: text.en, final: next === undefined },
      'a message was not sent',
    );
    await this.deliveries.failed(message, text, next);
  }
}

/** The work, cut after a while or when `signal` aborts, also when it does not heed its own signal. */
async function within(
  ms: number,
  signal: AbortSignal,
  work: (limit: AbortSignal) => Promise<void>,
): Promise<void> {
  const limit = new AbortController();
  const end = (): void => limit.abort(tooLong(ms));
  const cut = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error), { once: true });
  });
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    await Promise.race([cut, work(limit.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function tooLong(ms: number): TransientError {
  const seconds = ms / 1000;
  return new TransientError({
    fr: `le destinataire n’a pas fini de répondre en ${seconds} s`,
    en: `the receiver had not finished its answer after ${seconds} s`,
  });
}

import { Injectable } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';
import { describe } from '../../platform/core/index.js';
import { nextAttempt } from './backoff.js';
import { DeliveryStore } from './delivery.store.js';
import type { NotificationDelivery } from './notification.entity.js';
import { Senders } from './senders.js';

const AT_ONCE = 16;

const log = logger('notifications');

/** Sends what is due. A message is claimed in PostgreSQL before it is sent, and sent again when nobody recorded how it ended. */
@Injectable()
export class Outbox {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly senders: Senders,
  ) {}

  /** One round. @returns the number of messages that were tried */
  async once(signal: AbortSignal, now: () => Date = () => new Date()): Promise<number> {
    const claimed = await this.deliveries.claim(now(), AT_ONCE);
    await Promise.all(claimed.map((one) => this.try(one, signal, now)));
    return claimed.length;
  }

  private async try(message: NotificationDelivery, signal: AbortSignal, now: () => Date): Promise<void> {
    try {
      await this.senders.send(message, signal, now());
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

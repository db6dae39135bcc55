import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Audit, type Actor } from '../../platform/account/index.js';
import { ConflictError, NotFoundError } from '../../platform/core/index.js';
import type { Page } from '../../platform/database/index.js';
import { untilOf } from './backoff.js';
import { DeliveryStore } from './delivery.store.js';
import type { NotificationDelivery } from './notification.entity.js';
import type { DeliveryQuery } from './notification.schema.js';

/** The list of messages, and sending one again. */
@Injectable()
export class Deliveries {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly store: DeliveryStore,
    private readonly audit: Audit,
  ) {}

  list({ state, recipient, ...pagination }: DeliveryQuery): Promise<Page<NotificationDelivery>> {
    return this.store.page({ ...(state && { state }), ...(recipient && { recipient }) }, pagination);
  }

  /** Sends a message again that ended, for another day at most. */
  async again(id: string, actor: Actor, now = new Date()): Promise<NotificationDelivery> {
    return this.database.transaction(async (manager) => {
      const found = await this.store.find(id, manager);
      if (found === null) throw new NotFoundError({ fr: `aucun message ${id}`, en: `no message ${id}` });
      if (found.targetId === null && (found.channel === 'webhook' || found.channel === 'mail'))
        throw orphan();
      if (!(await this.store.again(manager, id, now, untilOf(now)))) throw underWay();
      const subject = { kind: 'notification-delivery', id };
      await this.audit.record({ actor, action: 'notification-delivery.again', subject }, manager);
      return (await this.store.find(id, manager))!;
    });
  }
}

function underWay(): ConflictError {
  return new ConflictError(
    { fr: 'ce message est encore à envoyer', en: 'this message is still to be sent' },
    {
      remedy: {
        fr: 'Établi l’envoie de lui-même ; la liste dit quand.',
        en: 'Établi sends it by itself; the list says when.',
      },
    },
  );
}

function orphan(): ConflictError {
  return new ConflictError(
    { fr: 'le destinataire de ce message a été supprimé', en: 'the target of this message was removed' },
    { remedy: { fr: 'Rien à faire.', en: 'Nothing to do.' } },
  );
}

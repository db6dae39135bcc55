import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit, type Actor } from '../../platform/account/index.js';
import { ConflictError, NotFoundError, type Bilingual } from '../../platform/core/index.js';
import { Vault } from '../../platform/vault/index.js';
import { DeliveryStore } from './delivery.store.js';
import type { NotificationTarget } from './notification.entity.js';
import type { NewTarget } from './notification.schema.js';
import { secretContext, Senders } from './senders.js';
import { TargetStore } from './target.store.js';

const TEST_MS = 20_000;

/** Who is told of what: administrators add and remove targets. */
@Injectable()
export class Targets {
  constructor(
    private readonly store: TargetStore,
    private readonly deliveries: DeliveryStore,
    private readonly senders: Senders,
    private readonly vault: Vault,
    private readonly audit: Audit,
  ) {}

  list(): Promise<NotificationTarget[]> {
    return this.store.all();
  }

  /** Adds a target. The secret of a webhook is returned only here. */
  async add(wanted: NewTarget, actor: Actor): Promise<{ target: NotificationTarget; secret?: string }> {
    const { name, kind, address, events, language } = wanted;
    const secret =
      wanted.kind === 'webhook' ? (wanted.secret ?? randomBytes(32).toString('base64url')) : undefined;
    const target = await this.store.database.transaction(async (manager) => {
      const added = await this.store.insert(manager, {
        ...{ name, kind, address, events, language, createdBy: actor.name },
        plainHttp: wanted.kind === 'webhook' && wanted.plainHttp,
        sealedSecret:
          secret === undefined ? null : this.vault.seal(Buffer.from(secret), secretContext({ name })),
      });
      if (added === undefined) throw taken(name);
      await this.audit.record(
        { actor, action: 'notification-target.add', subject: subjectOf(name), data: { kind, events } },
        manager,
      );
      return added;
    });
    return { target, ...(secret !== undefined && { secret }) };
  }

  /** Removes a target. @returns how many messages were still owed to it */
  async remove(name: string, actor: Actor): Promise<number> {
    return this.store.database.transaction(async (manager) => {
      const target = await this.store.named(name, manager);
      if (target === null) throw unknown(name);
      const givenUp = await this.deliveries.giveUpOf(manager, target.id, REMOVED);
      await this.store.remove(manager, target.id);
      await this.audit.record(
        { actor, action: 'notification-target.remove', subject: subjectOf(name), data: { givenUp } },
        manager,
      );
      return givenUp;
    });
  }

  /** Sends a test message at once; rejects with why it did not arrive. */
  async test(name: string, actor: Actor): Promise<Bilingual> {
    const target = await this.store.named(name);
    if (target === null) throw unknown(name);
    await this.audit.record({ actor, action: 'notification-target.test', subject: subjectOf(name) });
    const id = randomUUID();
    const body = JSON.stringify({ id, event: 'test', occurredAt: new Date().toISOString() });
    const message = { id, eventId: id, channel: target.kind, kind: 'test', body };
    await this.senders.sendTo(target, message, AbortSignal.timeout(TEST_MS));
    return {
      fr: `${target.address} a pris un message d’essai.`,
      en: `${target.address} took a test message.`,
    };
  }
}

const REMOVED: Bilingual = { fr: 'le destinataire a été supprimé', en: 'the target was removed' };

function subjectOf(name: string) {
  return { kind: 'notification-target', id: name };
}

function taken(name: string): ConflictError {
  return new ConflictError(
    {
      fr: `il y a déjà un destinataire « ${name} »`,
      en: `there is a target "${name}" already`,
    },
    {
      remedy: {
        fr: 'Choisissez un autre nom, ou supprimez-le d’abord.',
        en: 'Choose another name, or remove it first.',
      },
    },
  );
}

function unknown(name: string): NotFoundError {
  return new NotFoundError(
    { fr: `il n’y a pas de destinataire « ${name} »`, en: `there is no target "${name}"` },
    { remedy: { fr: 'etabli notify list les montre.', en: 'etabli notify list shows them.' } },
  );
}

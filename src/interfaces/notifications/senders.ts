import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../platform/core/index.js';
import { Settings } from '../../platform/settings/index.js';
import { Vault } from '../../platform/vault/index.js';
import type { Told } from './event.js';
import { GlpiSender } from './glpi/glpi-sender.js';
import { MAIL } from './mail/mail-setting.js';
import { mailText } from './mail/mail-text.js';
import { sendMail } from './mail/send-mail.js';
import type { Channel, NotificationDelivery, NotificationTarget } from './notification.entity.js';
import { TargetStore } from './target.store.js';
import { postJson } from './webhook/post.js';
import { SIGNATURE_HEADER, signatureOf } from './webhook/signature.js';

/** A message that is about to be sent. */
export type Outgoing = Pick<NotificationDelivery, 'id' | 'eventId' | 'channel' | 'kind' | 'body'>;

/** Sends one message. Resolves when the receiver took it, rejects with why it did not. */
@Injectable()
export class Senders {
  constructor(
    private readonly targets: TargetStore,
    private readonly vault: Vault,
    private readonly settings: Settings,
    private readonly glpi: GlpiSender,
  ) {}

  async send(message: NotificationDelivery, signal: AbortSignal, now = new Date()): Promise<void> {
    if (message.channel === 'glpi-inventory' || message.channel === 'glpi-certificate')
      return this.glpi.send(message.channel, message.body, signal);
    const target = message.targetId === null ? null : await this.targets.find(message.targetId);
    if (target === null) throw withoutTarget();
    return this.sendTo(target, message, signal, now);
  }

  /** To a webhook, or by mail. */
  async sendTo(
    target: NotificationTarget,
    message: Outgoing & { channel: Channel },
    signal: AbortSignal,
    now = new Date(),
  ): Promise<void> {
    if (target.kind === 'webhook') return this.post(target, message, signal, now);
    const told = JSON.parse(message.body) as Told;
    const text = mailText(told, target.language);
    return sendMail(await this.settings.read(MAIL), { ...text, to: target.address, id: message.id }, signal);
  }

  private post(
    target: NotificationTarget,
    { id, eventId, kind, body }: Outgoing,
    signal: AbortSignal,
    now: Date,
  ): Promise<void> {
    const secret = this.vault.open(target.sealedSecret!, secretContext(target)).toString();
    return postJson({
      url: target.address,
      body,
      plainHttp: target.plainHttp,
      signal,
      headers: {
        'etabli-event': kind,
        'etabli-event-id': eventId ?? id,
        'etabli-delivery': id,
        [SIGNATURE_HEADER]: signatureOf(secret, body, now),
      },
    });
  }
}

/** The sealed secret opens for its own target only. */
export function secretContext({ name }: Pick<NotificationTarget, 'name'>): string {
  return `notification-target:${name}`;
}

function withoutTarget(): NotFoundError {
  return new NotFoundError({ fr: 'le destinataire a été supprimé', en: 'the target was removed' });
}

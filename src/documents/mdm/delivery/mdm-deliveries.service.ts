import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Act,
  actorOf,
  Audit,
  ForbiddenError,
  type KnownAccount,
} from '../../../platform/account/index.js';
import { InputError, NotFoundError } from '../../../platform/core/index.js';
import { DocumentFiles } from '../../engine/server.js';
import { type TicketClaims, TicketError, Tickets } from '../../../platform/vault/index.js';
import { MdmFiles } from '../mdm-files.js';
import type { DeliveryOrder } from '../mdm.schema.js';
import type { MdmFile, NotCarried } from '../order.js';
import type { RenderedMdm } from '../render-mdm.js';
import type { MdmDelivery } from './mdm-delivery.entity.js';
import { MdmDeliveryStore } from './mdm-delivery.store.js';

/** The purpose of a delivery ticket. */
const DELIVERY_TICKET = 'mdm-delivery';

/** A link that is not opened yet. */
export interface WaitingDelivery {
  id: string;
  file: string;
  mediaType: string;
  /** Opens the link, once. */
  ticket: string;
  expiresAt: Date;
  notCarried: NotCarried[];
}

/** Files that devices download through one-time links. */
@Injectable()
export class MdmDeliveries {
  constructor(
    private readonly store: MdmDeliveryStore,
    private readonly documents: DocumentFiles,
    private readonly family: MdmFiles,
    private readonly tickets: Tickets,
    private readonly audit: Audit,
  ) {}

  /**
   * Creates a link. The file is rendered once without its secrets, so that errors are found now and not by the
   * device. Rejects with NotFoundError, with OperatorError when a use of a secret is not approved, and with
   * InputError naming the unsupported option or file.
   */
  async create(order: DeliveryOrder, account: KnownAccount): Promise<WaitingDelivery> {
    const { platform, machine, minutes } = order;
    const { documents, family } = this;
    const profile = await documents.profileOf(order, account.name);
    const ordered = { family, choice: { platform }, machine, owner: account.name };
    const shown = await documents.shown(ordered, profile);
    await documents.mustBeApproved(profile, shown.secrets);
    const { name: file, mediaType } = fileOf(shown, order.file);
    const delivery = {
      id: randomUUID(),
      platform,
      profile: profile.document.name,
      profileVersion: profile.version ?? versionless(),
      machine,
      file,
      createdBy: account.name,
      expiresAt: new Date(Date.now() + minutes * 60_000),
    };
    await this.store.transaction(async (manager) => {
      await this.store.insert(delivery, manager);
      await this.audit.record(
        { ...act('mdm.link', delivery, shown.secrets), actor: actorOf(account) },
        manager,
      );
    });
    const ticket = this.tickets.issue(DELIVERY_TICKET, delivery.id, minutes * 60);
    return {
      id: delivery.id,
      file,
      mediaType,
      ticket,
      expiresAt: delivery.expiresAt,
      notCarried: shown.notCarried,
    };
  }

  /**
   * The file of a link, with its secrets, once: using the ticket and writing the audit log are one transaction.
   * Rejects with ForbiddenError when the link is used or expired. Also rejects with errors of rendering; the link then stays valid.
   */
  async deliver(ticket: string, address: string | undefined): Promise<MdmFile> {
    const delivery = await this.waiting(ticket);
    const { platform, machine, createdBy: owner } = delivery;
    const named = { profile: delivery.profile, version: delivery.profileVersion };
    const { documents, family } = this;
    const profile = await documents.profileOf(named, owner);
    const ordered = { family, choice: { platform }, machine, owner };
    const { secrets } = await documents.shown(ordered, profile);
    // Before the transaction: rendering may wait for a thread, and would keep a database connection busy.
    const file = fileOf(await documents.revealed(ordered, profile, secrets), delivery.file);
    await this.store.transaction(async (manager) => {
      await this.tickets.spend(ticket, DELIVERY_TICKET, manager).catch(closed);
      const actor = { kind: 'system' as const, id: owner, name: owner };
      await this.audit.record({ ...act('mdm.deliver', delivery, secrets), actor, address }, manager);
      await this.store.markDelivered(delivery.id, manager);
    });
    return file;
  }

  /** The delivery of an unused link; used links are refused before rendering. */
  private async waiting(ticket: string): Promise<MdmDelivery> {
    const delivery = (await this.store.find(this.read(ticket).subject)) ?? forgotten();
    return delivery.deliveredAt ? closed(new TicketError('spent')) : delivery;
  }

  private read(ticket: string): TicketClaims {
    try {
      return this.tickets.read(ticket, DELIVERY_TICKET);
    } catch (error) {
      return closed(error);
    }
  }
}

/** The audit log entry of a link: owner, file and secret references, never a secret value. */
function act(
  action: string,
  { id, platform, profile, profileVersion, machine, file }: Omit<MdmDelivery, 'createdAt' | 'deliveredAt'>,
  references: readonly string[],
): Omit<Act, 'actor'> {
  return {
    action,
    subject: machine.id === undefined ? { kind: 'mdm-delivery', id } : { kind: 'machine', id: machine.id },
    data: { delivery: id, platform, profile, version: profileVersion, file, references },
  };
}

function fileOf({ files }: RenderedMdm, name: string | undefined): MdmFile {
  const found = name === undefined ? files[0] : files.find((file) => file.name === name);
  if (found !== undefined) return found;
  const names = files.map((file) => file.name).join(', ') || '–';
  throw new InputError(
    { fr: 'ce profil ne produit pas ce fichier', en: 'this profile does not produce that file' },
    [{ field: 'file', found: name, expected: { fr: `un de : ${names}`, en: `one of: ${names}` } }],
  );
}

function versionless(): never {
  throw new InputError(
    {
      fr: 'un lien a besoin d’un profil enregistré dans Établi',
      en: 'a link needs a profile stored in Établi',
    },
    [
      {
        field: 'profile',
        found: '[…]',
        expected: { fr: 'le nom d’un profil', en: 'the name of a profile' },
      },
    ],
  );
}

function closed(error: unknown): never {
  if (!(error instanceof TicketError)) throw error;
  throw new ForbiddenError(error.text, {
    data: { reason: error.reason },
    remedy: {
      fr: 'Demandez un nouveau lien : un lien ne sert qu’une fois et expire vite.',
      en: 'Ask for a new link: a link works only once and expires soon.',
    },
  });
}

function forgotten(): never {
  throw new NotFoundError({ fr: 'ce lien n’existe plus', en: 'this link no longer exists' });
}

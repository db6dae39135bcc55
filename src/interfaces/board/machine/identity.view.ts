import { Injectable } from '@nestjs/common';
import { Audit, type AuditEntry } from '../../../platform/account/index.js';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import { Confirmations, type ConfirmationState } from '../../../deployment/pipeline/index.js';
import { Channels, type Proof } from '../../../park/machine/index.js';
import { momentOf, type Moment } from '../frame/moment.js';
import { moreOf } from '../frame/paging.js';
import { mayAct, type Reader } from '../frame/reader.js';

const KEY_CHANGED = 'machine.host-key-changed';
const MOST = 10;
const RECENT_MS = 30 * 24 * 60 * 60_000;

/** The message about the confirmation of a machine. */
export const CONFIRMATION_NOTICES: Record<ConfirmationState | 'nothing', Bilingual> = {
  wanted: {
    fr: 'Lisez le code affiché à l’écran de ce PC et saisissez-le ici. Aucun secret ne lui est transmis avant.',
    en: 'Read the code on this PC’s screen and type it here. No secret is sent to the PC before that.',
  },
  contested: {
    fr: 'Deux PC s’annoncent comme cette machine : aucun ne peut être confirmé. Débranchez celui qui n’est pas le bon et attendez une minute.',
    en: 'Two PCs claim to be this machine: neither can be confirmed. Unplug the wrong one and wait for a minute.',
  },
  nothing: {
    fr: 'Il n’y a rien à confirmer pour cette machine.',
    en: 'There is nothing to confirm for this machine.',
  },
};

/** A changed SSH host key, as a row of a table. */
interface KeyChangeView {
  at: Moment;
  address: string;
  system: string;
  former: string;
  current: string;
}

/** How a machine's identity was proved, whether a technician must confirm it, and its changed host keys. */
@Injectable()
export class IdentityView {
  constructor(
    private readonly confirmations: Confirmations,
    private readonly channels: Channels,
    private readonly audit: Audit,
  ) {}

  async of(machineId: string, reader: Reader) {
    const { language } = reader;
    const [state, channel, changes] = await Promise.all([
      this.confirmations.stateOf(machineId),
      this.channels.of(machineId, 'environment'),
      mayAct(reader) ? this.changes(machineId) : { items: [], total: 0 },
    ]);
    return {
      machineId,
      ...(state && { notice: say(CONFIRMATION_NOTICES[state], language) }),
      mayConfirm: state === 'wanted' && mayAct(reader),
      ...(channel?.proof && { proof: say(proofText(channel.proof), language) }),
      changes: changes.items.map((entry) => changeView(entry, language)),
      moreChanges: moreOf(changes.items.length, changes.total, language),
    };
  }

  private changes(machineId: string) {
    const since = new Date(Date.now() - RECENT_MS);
    return this.audit.latest(KEY_CHANGED, { since, most: MOST, subjectIds: [machineId] });
  }
}

function proofText(proof: Proof): Bilingual {
  if (proof.kind === 'code') {
    return { fr: `Confirmé avec le code par ${proof.by}.`, en: `Confirmed with the code by ${proof.by}.` };
  }
  return {
    fr: `Pas à confirmer : il est sur le réseau ${proof.network}, que ${proof.by} a déclaré fermé.`,
    en: `Nothing to confirm: it is on the network ${proof.network}, which ${proof.by} declared closed.`,
  };
}

function changeView({ at, address, data }: AuditEntry, language: Language): KeyChangeView {
  const isSystem = data['kind'] === 'system';
  const system = isSystem
    ? { fr: 'système installé', en: 'installed system' }
    : { fr: 'environnement', en: 'environment' };
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '–');
  return {
    at: momentOf(at, language),
    address: address ?? '–',
    system: say(system, language),
    former: text('former'),
    current: text('current'),
  };
}

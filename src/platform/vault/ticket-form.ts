import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Bilingual, PermanentError } from '../core/index.js';

/** The claims of a ticket. Times are milliseconds since 1970. */
export interface TicketClaims {
  id: string;
  purpose: string;
  subject: string;
  /** The id of the order that it was issued for, when there is one. */
  order?: string;
  issuedAt: number;
  expiresAt: number;
}

export type TicketRefusal =
  | 'forged'
  | 'foreign'
  | 'expired'
  | 'purpose'
  | 'spent'
  | 'superseded'
  | 'host-key'
  | 'copied'
  | 'unconfirmed'
  | 'ended';

const REFUSALS: Record<TicketRefusal, Bilingual> = {
  forged: { fr: 'ce ticket est faux ou a été modifié', en: 'this ticket is forged or was changed' },
  foreign: {
    fr: 'ce ticket est celui d’un autre PC ou d’un autre serveur Établi',
    en: "this ticket is another PC's, or another Établi server's",
  },
  expired: { fr: 'ce ticket a expiré', en: 'this ticket has expired' },
  purpose: { fr: 'ce ticket a été donné pour un autre usage', en: 'this ticket was given for another use' },
  spent: { fr: 'ce ticket a déjà servi', en: 'this ticket was already used' },
  'host-key': {
    fr: 'la clé SSH annoncée n’est pas celle du système qui a été installé',
    en: 'the SSH key that was announced is not that of the system that was installed',
  },
  copied: {
    fr: 'ce ticket a déjà été échangé par un autre démarrage, ou un plus récent l’a remplacé : le disque de ce PC a peut-être été copié',
    en: 'this ticket was redeemed already by another boot, or replaced by a newer one: the disk of this PC may have been copied',
  },
  unconfirmed: {
    fr: 'personne n’a confirmé ce PC : aucun secret ne lui est donné',
    en: 'nobody has confirmed this PC: no secret is given to it',
  },
  ended: {
    fr: 'le déploiement de ce ticket est terminé, annulé ou repris depuis le début',
    en: 'the deployment of this ticket has ended, was cancelled or was started over',
  },
  superseded: {
    fr: 'ce ticket est périmé : un ticket plus récent de la même machine a déjà servi',
    en: 'this ticket is superseded: a newer one of the same machine was already used',
  },
};

/** The text of a refusal for people; undefined for an unknown reason. */
export function refusalText(reason: unknown): Bilingual | undefined {
  return Object.entries(REFUSALS).find(([known]) => known === reason)?.[1];
}

/** A refused ticket; `reason` is for the audit log. */
export class TicketError extends PermanentError {
  constructor(readonly reason: TicketRefusal) {
    super(REFUSALS[reason], { data: { reason } });
  }
}

const MAC_BYTES = 32;
const LONGEST_TICKET = 2048;

/** An identifier of the key, eight hexadecimal digits: it distinguishes another server's ticket from a forged one. */
function keyMark(key: Buffer): string {
  return createHash('sha256').update('etabli ticket key').update(key).digest('hex').slice(0, 8);
}

function macOf(key: Buffer, signed: string): Buffer {
  return createHmac('sha256', key).update(signed).digest();
}

/** `<key mark>.<claims>.<mac>`, in the base64url alphabet and dots only, for the kernel command line. */
export function writeTicket(
  key: Buffer,
  purpose: string,
  subject: string,
  ttlMs: number,
  now: number,
  order?: string,
): string {
  const id = randomBytes(16).toString('base64url');
  const claims = Buffer.from(JSON.stringify([id, purpose, subject, now, now + ttlMs, order])).toString(
    'base64url',
  );
  const signed = `${keyMark(key)}.${claims}`;
  return `${signed}.${macOf(key, signed).toString('base64url')}`;
}

/** Verifies a ticket and returns its claims. Throws TicketError when it is forged, expired or of another purpose. */
export function readTicket(
  key: Buffer,
  ticket: string,
  purposes: string | readonly string[],
  now: number,
): TicketClaims {
  const [mark, claims, mac, ...rest] = ticket.length > LONGEST_TICKET ? [] : ticket.split('.');
  if (!mark || !claims || !mac || rest.length > 0 || !/^[0-9a-f]{8}$/.test(mark))
    throw new TicketError('forged');
  if (mark !== keyMark(key)) throw new TicketError('foreign');
  const given = Buffer.from(mac, 'base64url');
  if (given.length !== MAC_BYTES || !timingSafeEqual(given, macOf(key, `${mark}.${claims}`))) {
    throw new TicketError('forged');
  }
  const [id, purpose, subject, issuedAt, expiresAt, order] = JSON.parse(
    Buffer.from(claims, 'base64url').toString('utf8'),
  ) as [string, string, string, number, number, string | null | undefined];
  if (![purposes].flat().includes(purpose)) throw new TicketError('purpose');
  if (now >= expiresAt) throw new TicketError('expired');
  return { id, purpose, subject, issuedAt, expiresAt, ...(order && { order }) };
}

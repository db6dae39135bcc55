import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { PermanentError } from '../core/index.js';
import type { KeyStore } from './key-store.js';
import { readTicket, type TicketClaims, TicketError, writeTicket } from './ticket-form.js';
import type { TicketStore } from './ticket.store.js';

const LONGEST_TTL_SECONDS = 30 * 86_400;
const LONGEST_SUBJECT = 200;

/**
 * One-time tokens of machines. A boot decision hands one out without writing anything; the first use is
 * recorded, and refuses that ticket and every older one of the same purpose and subject from then on.
 */
export class Tickets {
  constructor(
    private readonly store: TicketStore,
    private readonly key: Buffer,
  ) {}

  /** With the key of this database, which is made when there is none yet. */
  static async open(store: TicketStore, keys: KeyStore): Promise<Tickets> {
    const key = await keys.text('ticket', () => randomBytes(32).toString('base64'));
    return new Tickets(store, Buffer.from(key, 'base64'));
  }

  /**
   * A new ticket: letters, digits, `-`, `_` and `.`, about 300 characters. Valid for `ttlSeconds`, 30 days at most.
   * @param purpose what it may be used for, `phone-home`
   * @param subject whose it is: a machine's id or MAC
   * @param order what it was given for, which its holder is held to
   */
  issue(purpose: string, subject: string, ttlSeconds: number, order?: string): string {
    if (!(ttlSeconds > 0 && ttlSeconds <= LONGEST_TTL_SECONDS)) throw badLifetime(ttlSeconds);
    if (subject.length > LONGEST_SUBJECT) throw longSubject();
    return writeTicket(this.key, purpose, subject, ttlSeconds * 1000, Date.now(), order);
  }

  /** What a genuine ticket says. Throws TicketError: forged, foreign, purpose or expired. Does not look whether it was used. */
  read(ticket: string, purposes: string | readonly string[]): TicketClaims {
    return readTicket(this.key, ticket, purposes, Date.now());
  }

  /**
   * Uses a ticket up, in the open transaction of what it is used for. Rejects with TicketError: forged, foreign,
   * purpose, expired, spent or superseded.
   */
  async spend(
    ticket: string,
    purposes: string | readonly string[],
    manager: EntityManager,
  ): Promise<TicketClaims> {
    const claims = this.read(ticket, purposes);
    if (!(await this.store.recordSpent(claims, manager))) throw new TicketError('spent');
    if (!(await this.store.raiseHorizon(claims, manager))) throw new TicketError('superseded');
    await this.store.purge(LONGEST_TTL_SECONDS * 1000, manager);
    return claims;
  }
}

function badLifetime(ttlSeconds: number): PermanentError {
  return new PermanentError({
    fr: `un ticket vit de 1 seconde à 30 jours, pas ${ttlSeconds} secondes`,
    en: `a ticket lives from 1 second to 30 days, not ${ttlSeconds} seconds`,
  });
}

function longSubject(): PermanentError {
  return new PermanentError({
    fr: `le sujet d'un ticket a ${LONGEST_SUBJECT} caractères au plus`,
    en: `the subject of a ticket has ${LONGEST_SUBJECT} characters at most`,
  });
}

import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { PermanentError } from '../core/index.js';
import type { KeyStore } from './key-store.js';
import { readTicket, type TicketClaims, TicketError, writeTicket } from './ticket-form.js';
import type { TicketStore } from './ticket.store.js';

const LONGEST_TTL_SECONDS = 30 * 86_400;
const LONGEST_SUBJECT = 200;

/**
 * One-time tokens of machines. Issuing a ticket stores nothing; its first use is stored, and from then on that
 * ticket and every older one of the same purpose and subject are refused.
 */
export class Tickets {
  constructor(
    private readonly store: TicketStore,
    private readonly key: Buffer,
  ) {}

  /** With the key of this database, created on first use. */
  static async open(store: TicketStore, keys: KeyStore): Promise<Tickets> {
    const key = await keys.text('ticket', () => randomBytes(32).toString('base64'));
    return new Tickets(store, Buffer.from(key, 'base64'));
  }

  /**
   * A new ticket: letters, digits, `-`, `_` and `.`, about 300 characters. Valid for `ttlSeconds`, 30 days at most.
   * @param purpose what it may be used for, `phone-home`
   * @param subject its holder: the id or the MAC of a machine
   * @param order id of the only order that it is valid for
   */
  issue(purpose: string, subject: string, ttlSeconds: number, order?: string): string {
    if (!(ttlSeconds > 0 && ttlSeconds <= LONGEST_TTL_SECONDS)) throw badLifetime(ttlSeconds);
    if (subject.length > LONGEST_SUBJECT) throw longSubject();
    return writeTicket(this.key, purpose, subject, ttlSeconds * 1000, Date.now(), order);
  }

  /** The claims of a valid ticket, used or not. Throws TicketError: forged, foreign, purpose or expired. */
  read(ticket: string, purposes: string | readonly string[]): TicketClaims {
    return readTicket(this.key, ticket, purposes, Date.now());
  }

  /**
   * Marks a ticket as used, in the transaction of the caller. Rejects with TicketError: forged, foreign,
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
    fr: `un ticket est valable de 1 seconde à 30 jours, pas ${ttlSeconds} secondes`,
    en: `a ticket is valid from 1 second to 30 days, not ${ttlSeconds} seconds`,
  });
}

function longSubject(): PermanentError {
  return new PermanentError({
    fr: `le sujet d’un ticket a ${LONGEST_SUBJECT} caractères au plus`,
    en: `the subject of a ticket has ${LONGEST_SUBJECT} characters at most`,
  });
}

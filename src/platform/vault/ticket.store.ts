import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { updateReturning } from '../database/index.js';
import type { TicketClaims } from './ticket-form.js';

/** Clocks of servers differ: a row is kept a day longer than its ticket is valid. */
const KEPT_LONGER = '1 day';

/** The used tickets. */
@Injectable()
export class TicketStore {
  /** False when it was recorded before. */
  async recordSpent({ id, expiresAt }: TicketClaims, manager: EntityManager): Promise<boolean> {
    const sql = `INSERT INTO spent_ticket (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id`;
    return (await updateReturning(manager, sql, [id, new Date(expiresAt)])).length > 0;
  }

  /** False when a newer ticket of the same purpose and subject was recorded before. */
  async raiseHorizon({ purpose, subject, issuedAt }: TicketClaims, manager: EntityManager): Promise<boolean> {
    const sql = `INSERT INTO ticket_horizon AS horizon (purpose, subject, issued_at) VALUES ($1, $2, $3)
       ON CONFLICT (purpose, subject) DO UPDATE SET issued_at = excluded.issued_at
       WHERE horizon.issued_at <= excluded.issued_at
       RETURNING subject`;
    return (await updateReturning(manager, sql, [purpose, subject, new Date(issuedAt)])).length > 0;
  }

  /** Deletes the rows of expired tickets. Rows that another server is deleting are skipped. */
  async purge(longestTtlMs: number, manager: EntityManager): Promise<void> {
    await manager.query(
      `DELETE FROM spent_ticket WHERE id IN (SELECT id FROM spent_ticket
       WHERE expires_at < now() - interval '${KEPT_LONGER}' LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
    );
    await manager.query(
      `DELETE FROM ticket_horizon WHERE (purpose, subject) IN (SELECT purpose, subject FROM ticket_horizon
       WHERE issued_at < now() - interval '${KEPT_LONGER}' - $1 * interval '1 millisecond'
       LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
      [longestTtlMs],
    );
  }
}

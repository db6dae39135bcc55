import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { updateReturning } from '../../platform/database/index.js';
import { MachineSession } from './machine-session.entity.js';

/** A code is valid for ten minutes and three attempts; then the PC shows another one. */
const CODE_LASTS = `interval '10 minutes'`;
const TRIES = 3;
/** A PC is present when it polled its screen within this time; it polls every two seconds. */
const THERE = `interval '10 seconds'`;
/** A PC without a poll for this time is gone. */
const GONE = `interval '60 seconds'`;

export type Attempt = { kind: 'right' } | { kind: 'wrong'; left: number } | { kind: 'expired' };

/** The rows of `machine_session`. */
@Injectable()
export class MachineSessionStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Makes this session the current one of the machine and ends older ones. */
  async begin(manager: EntityManager, machineId: string, sessionId: string): Promise<void> {
    // Serialises sessions that begin at the same time.
    await manager.query('SELECT id FROM machine WHERE id = $1 FOR NO KEY UPDATE', [machineId]);
    await this.endAll(manager, [machineId]);
    await manager.query(
      'INSERT INTO machine_session (session_id, machine_id, began_at) VALUES ($1, $2, clock_timestamp())',
      [sessionId, machineId],
    );
    await manager.query(
      `DELETE FROM machine_session WHERE machine_id = $1 AND ended_at < now() - interval '7 days'`,
      [machineId],
    );
  }

  async endAll(manager: EntityManager, machineIds: readonly string[]): Promise<void> {
    await manager.query(
      'UPDATE machine_session SET ended_at = clock_timestamp() WHERE machine_id = ANY($1::uuid[]) AND ended_at IS NULL',
      [machineIds],
    );
  }

  /** Whether the session is current; its row is locked until the transaction ends. */
  async holds(manager: EntityManager, sessionId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'SELECT 1 FROM machine_session WHERE session_id = $1 AND ended_at IS NULL FOR UPDATE',
      [sessionId],
    );
    return rows.length > 0;
  }

  /** The PC polled its screen. False when the session has ended. */
  async see(sessionId: string): Promise<boolean> {
    const rows = await updateReturning<{ ended: boolean }>(
      this.database.manager,
      `UPDATE machine_session SET seen_at = clock_timestamp() WHERE session_id = $1
       RETURNING ended_at IS NOT NULL AS ended`,
      [sessionId],
    );
    return rows[0]?.ended === false;
  }

  current(
    machineId: string,
    manager: EntityManager = this.database.manager,
  ): Promise<MachineSession | undefined> {
    return manager
      .createQueryBuilder(MachineSession, 'session')
      .where('session.machine_id = :machineId AND session.ended_at IS NULL', { machineId })
      .getOne()
      .then((found) => found ?? undefined);
  }

  /** Whether an older session was present together with the current one, and both still are. */
  async isContested(machineId: string, manager: EntityManager = this.database.manager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM machine_session one JOIN machine_session other USING (machine_id)
        WHERE machine_id = $1 AND one.ended_at IS NULL AND other.ended_at IS NOT NULL
          AND coalesce(one.seen_at, one.began_at) > now() - ${GONE}
          AND other.seen_at > now() - ${GONE}
          AND other.seen_at > one.began_at - ${THERE}
        LIMIT 1`,
      [machineId],
    );
    return rows.length > 0;
  }

  /** The number of the code of the current session, incremented when the last code is no longer valid. */
  async codeNumber(sessionId: string): Promise<number | undefined> {
    const spent = `code_at IS NULL OR code_at < now() - ${CODE_LASTS} OR code_tries >= ${TRIES}`;
    await this.database.query(
      `UPDATE machine_session SET code_number = code_number + 1, code_at = now(), code_tries = 0
        WHERE session_id = $1 AND ended_at IS NULL AND (${spent})`,
      [sessionId],
    );
    const rows = await this.database.query<{ number: number }[]>(
      'SELECT code_number AS number FROM machine_session WHERE session_id = $1 AND ended_at IS NULL',
      [sessionId],
    );
    return rows[0]?.number;
  }

  /** Compares a code with the current one and counts wrong attempts. After three of them, or ten minutes, none matches. */
  async attempt(
    manager: EntityManager,
    sessionId: string,
    isRight: (number: number) => boolean,
  ): Promise<Attempt> {
    const rows = await manager.query<{ number: number; good: boolean; tries: number }[]>(
      `SELECT code_number AS number, code_tries AS tries,
              coalesce(code_at > now() - ${CODE_LASTS}, false) AND code_tries < ${TRIES} AS good
         FROM machine_session WHERE session_id = $1 AND ended_at IS NULL FOR UPDATE`,
      [sessionId],
    );
    const [row] = rows;
    if (row === undefined || !row.good) return { kind: 'expired' };
    if (isRight(row.number)) return { kind: 'right' };
    await manager.query('UPDATE machine_session SET code_tries = code_tries + 1 WHERE session_id = $1', [
      sessionId,
    ]);
    return { kind: 'wrong', left: TRIES - row.tries - 1 };
  }
}

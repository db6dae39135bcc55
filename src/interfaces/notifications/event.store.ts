import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { updateReturning } from '../../platform/database/index.js';
import type { ToldDeployment, ToldLot } from './event.js';
import { NotificationEvent } from './notification.entity.js';

/** How the deployments of a lot stand. */
export interface LotStanding {
  /** Not ended, or failed with nobody having said what becomes of the PC. */
  open: number;
  /** Certified, captured, or closed by a person: a lot of which all was cancelled is not done. */
  done: number;
  total: number;
  /** When the last one ended. */
  lastAt: Date | null;
  counts: Record<string, number>;
}

export type ToldCertificate = { id: string; number: string; verdict: string };

/** The rows of `notification_event`, and what messages say of deployments and lots. */
@Injectable()
export class EventStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** The oldest ones that nobody has handled, locked; another worker takes others. */
  take(manager: EntityManager, most: number): Promise<NotificationEvent[]> {
    return manager
      .createQueryBuilder(NotificationEvent, 'e')
      .where('e.handled_at IS NULL')
      .orderBy('e.occurred_at')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async handled(manager: EntityManager, ids: string[], now: Date): Promise<void> {
    await manager.query('UPDATE notification_event SET handled_at = $2 WHERE id = ANY($1::uuid[])', [
      ids,
      now,
    ]);
  }

  /** Adds an event that was not told before; undefined when it was. */
  async addOnce(
    manager: EntityManager,
    event: Pick<NotificationEvent, 'kind' | 'lotId' | 'detail' | 'key'>,
    now: Date,
  ): Promise<NotificationEvent | undefined> {
    const rows = await updateReturning<{ id: string }>(
      manager,
      `INSERT INTO notification_event (kind, lot_id, detail, key, occurred_at, handled_at)
       VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (key) DO NOTHING RETURNING id`,
      [event.kind, event.lotId, event.detail, event.key, now],
    );
    const id = rows[0]?.id;
    return id === undefined
      ? undefined
      : { ...event, id, deploymentId: null, occurredAt: now, handledAt: now };
  }

  async deployment(manager: EntityManager, id: string): Promise<ToldDeployment | undefined> {
    const [row] = await manager.query<ToldDeployment[]>(
      `SELECT d.id, d.state, coalesce(d.facts ->> 'hostname', d.hostname) AS hostname,
              coalesce(d.serial, m.serial) AS serial, d.mac, d.asset_tag AS "assetTag", d.machine_id AS "machineId"
         FROM deployment d LEFT JOIN machine m ON m.id = d.machine_id WHERE d.id = $1`,
      [id],
    );
    return row;
  }

  async lot(manager: EntityManager, id: string): Promise<ToldLot | undefined> {
    const [row] = await manager.query<ToldLot[]>('SELECT id, number, customer FROM lot WHERE id = $1', [id]);
    return row;
  }

  async certificate(manager: EntityManager, deploymentId: string): Promise<ToldCertificate | undefined> {
    const [row] = await manager.query<ToldCertificate[]>(
      'SELECT id, number, verdict FROM certificate WHERE deployment_id = $1',
      [deploymentId],
    );
    return row;
  }

  async lotStanding(manager: EntityManager, lotId: string): Promise<LotStanding> {
    const [row] = await manager.query<LotStanding[]>(
      `SELECT (count(*) FILTER (WHERE state IN ('planned', 'armed', 'running', 'waiting')
                                   OR (state = 'failed' AND closed_at IS NULL)))::int AS open,
              (count(*) FILTER (WHERE state IN ('certified', 'captured')
                                   OR (state = 'failed' AND closed_at IS NOT NULL)))::int AS done,
              count(*)::int AS total, max(coalesce(closed_at, ended_at)) AS "lastAt",
              (SELECT jsonb_object_agg(s.state, s.n) FROM (
                 SELECT state, count(*)::int AS n FROM deployment WHERE lot_id = $1 GROUP BY state) s) AS counts
         FROM deployment WHERE lot_id = $1`,
      [lotId],
    );
    return row!;
  }

  /** Removes what was handled before, with its messages. */
  async removeBefore(before: Date): Promise<void> {
    await this.database.query('DELETE FROM notification_event WHERE handled_at < $1', [before]);
    await this.database.query(
      `DELETE FROM notification_delivery WHERE event_id IS NULL AND created_at < $1 AND state IN ('sent', 'given-up')`,
      [before],
    );
  }
}

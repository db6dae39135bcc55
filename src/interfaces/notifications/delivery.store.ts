import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { type Bilingual, readableJson } from '../../platform/core/index.js';
import {
  type Page,
  pageOf,
  type Pagination,
  skipAndTake,
  updateReturning,
} from '../../platform/database/index.js';
import { NotificationDelivery } from './notification.entity.js';

/** How long a worker may take for one message; then it is taken for dead, and another one sends it. */
const LEASE = '90 seconds';
/** A target that does not answer holds up its own messages only. */
const AT_ONCE_FOR_ONE = 4;
const LANE = 'coalesce(target_id::text, channel)';

/** Messages of one lane have the same receiver: a target, or one door of GLPI. */
export function laneOf({ targetId, channel }: Pick<NotificationDelivery, 'targetId' | 'channel'>): string {
  return targetId ?? channel;
}

export type NewDelivery = Pick<
  NotificationDelivery,
  'eventId' | 'targetId' | 'channel' | 'kind' | 'recipient' | 'subject' | 'body'
>;

/** The claim of one attempt: a later one of another worker is not touched by it. */
export type Attempt = Pick<NotificationDelivery, 'id' | 'attempts'>;

/** The rows of `notification_delivery`. */
@Injectable()
export class DeliveryStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Queues messages; one that is queued already is left as it is. Gives the ids of the new ones. */
  async add(
    rows: NewDelivery[],
    now: Date,
    until: Date,
    manager: EntityManager = this.database.manager,
  ): Promise<string[]> {
    if (rows.length === 0) return [];
    const values = rows.map((row) => ({ ...row, nextAt: now, retryUntil: until, createdAt: now }));
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(NotificationDelivery)
      .values(values)
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as { id: string }[]).map(({ id }) => id);
  }

  /**
   * Claims what is due, and what a worker that died had claimed: recorded before it is sent.
   * @param busy how many messages this worker is sending in each lane
   */
  async claim(now: Date, busy: ReadonlyMap<string, number>): Promise<NotificationDelivery[]> {
    const rows = await updateReturning<{ id: string }>(
      this.database.manager,
      `UPDATE notification_delivery SET state = 'sending', claimed_at = $1, attempts = attempts + 1
        WHERE id IN (
          SELECT id FROM (
            SELECT id, ${LANE} AS lane, row_number() OVER (PARTITION BY ${LANE} ORDER BY next_at, id) AS place
              FROM notification_delivery
             WHERE (state = 'due' AND next_at <= $1) OR (state = 'sending' AND claimed_at < $1::timestamptz - interval '${LEASE}')
          ) AS ready WHERE place + coalesce(($2::jsonb ->> lane)::int, 0) <= ${AT_ONCE_FOR_ONE})
          AND ((state = 'due' AND next_at <= $1) OR (state = 'sending' AND claimed_at < $1::timestamptz - interval '${LEASE}'))
        RETURNING id`,
      [now, JSON.stringify(Object.fromEntries(busy))],
    );
    if (rows.length === 0) return [];
    return this.database.manager
      .createQueryBuilder(NotificationDelivery, 'd')
      .where('d.id = ANY(:ids)', { ids: rows.map(({ id }) => id) })
      .orderBy('d.created_at')
      .getMany();
  }

  async sent({ id, attempts }: Attempt, now: Date): Promise<void> {
    await this.database.query(
      `UPDATE notification_delivery SET state = 'sent', sent_at = $3, claimed_at = NULL, failure = NULL
        WHERE id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts, now],
    );
  }

  /** `nextAt` undefined: the message is given up. */
  async failed({ id, attempts }: Attempt, failure: Bilingual, nextAt: Date | undefined): Promise<void> {
    await this.database.query(
      `UPDATE notification_delivery
          SET state = $3, next_at = coalesce($4, next_at), claimed_at = NULL, failure = $5::jsonb
        WHERE id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts, nextAt ? 'due' : 'given-up', nextAt ?? null, JSON.stringify(readableJson(failure))],
    );
  }

  /** Makes a message that ended due again, with a new day of attempts; false when it has not ended. */
  async again(manager: EntityManager, id: string, now: Date, until: Date): Promise<boolean> {
    const rows = await updateReturning<{ id: string }>(
      manager,
      `UPDATE notification_delivery SET state = 'due', attempts = 0, next_at = $2, retry_until = $3
        WHERE id = $1 AND state IN ('sent', 'given-up') RETURNING id`,
      [id, now, until],
    );
    return rows.length > 0;
  }

  /** The messages that are owed to a target that is removed. Gives their number. */
  async giveUpOf(manager: EntityManager, targetId: string, failure: Bilingual): Promise<number> {
    const rows = await updateReturning<{ id: string }>(
      manager,
      `UPDATE notification_delivery SET state = 'given-up', claimed_at = NULL, failure = $2::jsonb
        WHERE target_id = $1 AND state IN ('due', 'sending') RETURNING id`,
      [targetId, JSON.stringify(failure)],
    );
    return rows.length;
  }

  find(id: string, manager: EntityManager = this.database.manager): Promise<NotificationDelivery | null> {
    return manager.findOneBy(NotificationDelivery, { id });
  }

  /** The latest first, without their bodies. */
  async page(
    where: FindOptionsWhere<NotificationDelivery>,
    pagination: Pagination,
  ): Promise<Page<NotificationDelivery>> {
    const found = await this.database.manager.findAndCount(NotificationDelivery, {
      where,
      order: { createdAt: 'DESC', id: 'DESC' },
      ...skipAndTake(pagination),
    });
    return pageOf(found, pagination);
  }
}

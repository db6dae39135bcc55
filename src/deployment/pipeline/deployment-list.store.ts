import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { PERSON_SIGNALS } from '../../platform/core/index.js';
import { skipAndTake, type Page, type Pagination } from '../../platform/database/index.js';
import { Deployment } from './deployment.entity.js';

/** `to-do` asks for somebody: failed and not closed, or waiting for what only a person can say. */
export const DEPLOYMENT_LISTS = ['to-do', 'active', 'ended'] as const;
export type DeploymentList = (typeof DEPLOYMENT_LISTS)[number];

/** Waiting for a signal that a person brings. $1: those signals. */
const WAITS_FOR_A_PERSON = `(d.state = 'waiting' AND EXISTS (
  SELECT 1 FROM step s WHERE s.deployment_id = d.id AND s.state = 'waiting' AND s.waits_for = ANY($1::text[])))`;

const LISTS: Record<DeploymentList, { where: string; order: string }> = {
  'to-do': {
    where: `((d.state = 'failed' AND d.closed_at IS NULL) OR ${WAITS_FOR_A_PERSON})`,
    order: `d.state = 'failed' DESC, coalesce(d.ended_at, d.started_at) DESC NULLS LAST, d.id`,
  },
  active: {
    where: `d.state IN ('armed', 'running', 'waiting') AND NOT ${WAITS_FOR_A_PERSON}`,
    order: 'd.created_at DESC, d.row_number, d.id',
  },
  ended: {
    where: `(d.state IN ('certified', 'captured', 'cancelled') OR d.closed_at IS NOT NULL) AND $1::text[] IS NOT NULL`,
    order: 'coalesce(d.closed_at, d.ended_at) DESC NULLS LAST, d.id',
  },
};

/** Deployments by what they ask of people, each list whole: its total and any page of it. */
@Injectable()
export class DeploymentListStore {
  constructor(private readonly database: DataSource) {}

  async page(list: DeploymentList, pagination: Pagination): Promise<Page<Deployment>> {
    const { where, order } = LISTS[list];
    const { skip, take } = skipAndTake(pagination);
    const signals = [...PERSON_SIGNALS];
    const [rows, [count]] = await Promise.all([
      this.database.query<{ id: string }[]>(
        `SELECT d.id FROM deployment d WHERE ${where} ORDER BY ${order} LIMIT $2 OFFSET $3`,
        [signals, take, skip],
      ),
      this.database.query<{ total: number }[]>(
        `SELECT count(*)::integer AS total FROM deployment d WHERE ${where}`,
        [signals],
      ),
    ]);
    const ids = rows.map(({ id }) => id);
    const found = new Map(
      (await this.database.manager.findBy(Deployment, { id: In(ids) })).map((one) => [one.id, one]),
    );
    return { items: ids.flatMap((id) => found.get(id) ?? []), ...pagination, total: count?.total ?? 0 };
  }
}

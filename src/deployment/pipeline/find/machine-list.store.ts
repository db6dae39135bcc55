import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Bilingual, DeploymentState, Purpose } from '../../../platform/core/index.js';
import { type Page, type Pagination, skipAndTake } from '../../../platform/database/index.js';
import type { Facts } from '../facts.js';
import { HOSTNAME, PRESENT_DEPLOYMENT } from './present-deployment.js';

/** By what a list of machines can be sorted. */
export const MACHINE_SORTS = ['name', 'serial', 'model', 'state', 'seen'] as const;
export type MachineSort = (typeof MACHINE_SORTS)[number];

/** What a list of machines can be limited to, by the deployment that they are seen with. */
export const MACHINE_FILTERS = ['active', 'failed', 'ready', 'none'] as const;
export type MachineFilter = (typeof MACHINE_FILTERS)[number];

export interface MachineQuestion {
  search?: string;
  filter?: MachineFilter;
  sort: MachineSort;
  descending: boolean;
}

/** A machine with the deployment that it is seen with. */
export interface ListedMachine {
  id: string;
  serial: string | null;
  model: string | null;
  macs: string[];
  seenAt: Date;
  deploymentId: string | null;
  state: DeploymentState | null;
  closedAt: Date | null;
  certificate: Facts['certificate'] | null;
  hostname: string | null;
  user: string | null;
  assetTag: string | null;
  lotId: string | null;
  lotNumber: string | null;
}

/** One deployment of a machine's history. */
export interface PastDeployment {
  id: string;
  purpose: Purpose;
  state: DeploymentState;
  closedAt: Date | null;
  hostname: string | null;
  armedBy: string | null;
  certificate: Facts['certificate'] | null;
  cause: Bilingual | null;
  startedAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
  lotId: string | null;
  lotNumber: string | null;
  profile: string | null;
  version: number | null;
}

const SEEN = 'greatest(m.last_seen_at, life.at)';
const MODEL = `nullif(concat_ws(' ', m.manufacturer, m.product), '')`;
const FROM = `FROM machine m LEFT JOIN machine_life life ON life.machine_id = m.id
  LEFT JOIN ${PRESENT_DEPLOYMENT} ON true LEFT JOIN lot l ON l.id = d.lot_id`;

/** Without regard to case; an absent value comes last either way. */
const ORDER: Record<MachineSort, string> = {
  name: `lower(${HOSTNAME})`,
  serial: 'm.serial',
  model: `lower(${MODEL})`,
  state: 'd.state',
  seen: SEEN,
};

const FILTERS: Record<MachineFilter, string> = {
  active: `d.state IN ('armed', 'running', 'waiting')`,
  failed: `d.state = 'failed' AND d.closed_at IS NULL`,
  ready: `d.state IN ('certified', 'captured')`,
  none: `(d.id IS NULL OR d.state IN ('planned', 'cancelled') OR d.closed_at IS NOT NULL)`,
};

/** $1: null, or the pattern to look for. */
const ASKED = `($1::text IS NULL OR m.serial ILIKE $1 OR m.uuid ILIKE $1 OR ${MODEL} ILIKE $1 OR ${HOSTNAME} ILIKE $1
  OR d.user_name ILIKE $1 OR d.asset_tag ILIKE $1 OR l.number ILIKE $1
  OR EXISTS (SELECT FROM machine_mac a WHERE a.machine_id = m.id AND a.mac ILIKE $1))`;

/** Machines as a page lists them. */
@Injectable()
export class MachineListStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async page(
    { search, filter, sort, descending }: MachineQuestion,
    pagination: Pagination,
  ): Promise<Page<ListedMachine>> {
    const like = search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    const where = `WHERE ${ASKED} ${filter === undefined ? '' : `AND ${FILTERS[filter]}`}`;
    const { skip, take } = skipAndTake(pagination);
    const [items, [count]] = await Promise.all([
      this.database.query<ListedMachine[]>(
        `SELECT m.id, m.serial, ${MODEL} AS model, ${SEEN} AS "seenAt",
                ARRAY(SELECT a.mac FROM machine_mac a WHERE a.machine_id = m.id ORDER BY a.own DESC, a.mac) AS macs,
                d.id AS "deploymentId", d.state, d.closed_at AS "closedAt", d.facts -> 'certificate' AS certificate,
                ${HOSTNAME} AS hostname, d.user_name AS user, d.asset_tag AS "assetTag",
                l.id AS "lotId", l.number AS "lotNumber"
           ${FROM} ${where}
          ORDER BY ${ORDER[sort]} ${descending ? 'DESC' : 'ASC'} NULLS LAST, m.id LIMIT $2 OFFSET $3`,
        [like, take, skip],
      ),
      this.database.query<{ total: number }[]>(`SELECT count(*)::int AS total ${FROM} ${where}`, [like]),
    ]);
    return { items, ...pagination, total: count?.total ?? 0 };
  }

  /** The deployments of a machine, the newest first, without their plans and facts, which are large. */
  async history(machineId: string, pagination: Pagination): Promise<Page<PastDeployment>> {
    const { skip, take } = skipAndTake(pagination);
    const [items, [count]] = await Promise.all([
      this.database.query<PastDeployment[]>(
        `SELECT d.id, d.purpose, d.state, d.closed_at AS "closedAt", ${HOSTNAME} AS hostname, d.armed_by AS "armedBy",
                d.facts -> 'certificate' AS certificate, d.failure -> 'cause' AS cause, d.started_at AS "startedAt",
                d.ended_at AS "endedAt", d.created_at AS "createdAt", l.id AS "lotId", l.number AS "lotNumber",
                v.name AS profile, v.version
           FROM deployment d LEFT JOIN lot l ON l.id = d.lot_id
           LEFT JOIN profile_version v ON v.id = d.profile_version_id
          WHERE d.machine_id = $1 ORDER BY d.created_at DESC, d.id LIMIT $2 OFFSET $3`,
        [machineId, take, skip],
      ),
      this.database.query<{ total: number }[]>(
        'SELECT count(*)::int AS total FROM deployment WHERE machine_id = $1',
        [machineId],
      ),
    ]);
    return { items, ...pagination, total: count?.total ?? 0 };
  }

  /** The id of the deployment that a machine is seen with: its active one, else its latest. */
  async presentOf(machineId: string): Promise<string | undefined> {
    const rows = await this.database.query<{ id: string | null }[]>(
      `SELECT d.id FROM machine m LEFT JOIN ${PRESENT_DEPLOYMENT} ON true WHERE m.id = $1`,
      [machineId],
    );
    return rows[0]?.id ?? undefined;
  }

  /** The machine of a row of a lot that has not announced itself for it, when it is known already. */
  async machineOfRow(deploymentId: string): Promise<string | undefined> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT m.id FROM deployment d JOIN machine m ON m.serial = d.serial WHERE d.id = $1
       UNION SELECT a.machine_id FROM deployment d JOIN machine_mac a ON a.mac = d.mac AND a.own
              WHERE d.id = $1 AND d.serial IS NULL`,
      [deploymentId],
    );
    return rows[0]?.id;
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Pc, PresentStep } from './pc.js';

/** What shows whether a deployment changed since it was read. */
export interface Mark {
  id: string;
  /** Differs after any change but that of the progress. */
  version: string;
  /** As JSON. */
  progress: string | null;
}

/** A lot with PCs that are planned or armed. */
export interface LotLine {
  id: string;
  number: string;
  customer: string;
  planned: number;
  armed: number;
  /** Of the armed ones, those that have given a sign of life since: they start. */
  starting: number;
}

type Row = Omit<Pc, 'lot' | 'step' | 'leftMinutes' | 'silentSeconds'> & {
  lotId: string | null;
  number: string;
  customer: string;
  stepName: string | null;
} & { [K in keyof Omit<PresentStep, 'name'> as `step${Capitalize<K>}`]: PresentStep[K] };

/** Under way, or failed and not closed: what the workshop must not lose sight of. */
const PRESENT = `(d.state IN ('running', 'waiting') OR (d.state = 'failed' AND d.closed_at IS NULL))`;
const OPEN_STEP = `state IN ('queued', 'running', 'waiting')`;

/** A deployment as a `Pc`, without its plan and its facts, which may hold hundreds of kilobytes. */
const PC = `
  SELECT d.id, coalesce(d.facts->>'hostname', d.hostname, d.serial, d.mac, d.id::text) AS name, d.serial,
         d.machine_id AS "machineId", d.row_number AS "rowNumber", d.state, d.closed_at AS "closedAt",
         d.facts->'certificate' AS certificate, d.failure, d.started_at AS "startedAt",
         coalesce(d.closed_at, d.ended_at, s.claimed_at, d.started_at, d.armed_at, d.created_at) AS since,
         d.state = 'armed' AND life.at > d.armed_at IS TRUE AS "isStarting",
         l.id AS "lotId", l.number, l.customer,
         s.name AS "stepName", s.state AS "stepState", s.position AS "stepPosition", s.progress AS "stepProgress",
         s.waits_for AS "stepWaitsFor", s.lost_at IS NOT NULL AS "stepIsLost",
         (SELECT count(*)::int FROM step c WHERE c.deployment_id = d.id) AS "stepCount"
    FROM deployment d
    LEFT JOIN lot l ON l.id = d.lot_id
    LEFT JOIN machine_life life ON life.machine_id = d.machine_id
    LEFT JOIN LATERAL (SELECT * FROM step WHERE deployment_id = d.id AND state <> 'done'
                        ORDER BY position LIMIT 1) s ON true`;

/** Reads the PCs of the workshop. */
@Injectable()
export class WorkshopStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** One row for each deployment under way, or failed and not closed. `xmin` is another one after each update of a row. */
  marks(): Promise<Mark[]> {
    return this.database.query<Mark[]>(
      `SELECT d.id, concat_ws(' ', d.xmin, s.id, s.state, s.waits_for) AS version, s.progress::text AS progress
         FROM deployment d LEFT JOIN step s ON s.deployment_id = d.id AND s.${OPEN_STEP}
        WHERE ${PRESENT}`,
    );
  }

  async pcs(deploymentIds: readonly string[]): Promise<Pc[]> {
    if (deploymentIds.length === 0) return [];
    const rows = await this.database.query<Row[]>(`${PC} WHERE d.id = ANY($1::uuid[])`, [deploymentIds]);
    return rows.map(pcOf);
  }

  /** The last ones that ended, newest first; cancelled ones too. */
  async ended(most: number): Promise<Pc[]> {
    const rows = await this.database.query<Row[]>(
      `${PC} WHERE d.id IN (
         SELECT id FROM deployment WHERE state IN ('certified', 'captured', 'cancelled') OR closed_at IS NOT NULL
          ORDER BY coalesce(closed_at, ended_at) DESC NULLS LAST LIMIT $1)
       ORDER BY since DESC, d.id`,
      [most],
    );
    return rows.map(pcOf);
  }

  /** The latest deployment of each of these PCs, of those with a machine, and of those with a serial number only. */
  async latest(machineIds: readonly string[], serials: readonly string[]): Promise<Pc[]> {
    if (machineIds.length + serials.length === 0) return [];
    const rows = await this.database.query<Row[]>(
      `${PC} WHERE d.id IN (
         SELECT DISTINCT ON (coalesce(machine_id::text, serial)) id FROM deployment
          WHERE machine_id = ANY($1::uuid[]) OR serial = ANY($2::text[])
          ORDER BY coalesce(machine_id::text, serial), state = 'planned', created_at DESC)`,
      [machineIds, serials],
    );
    return rows.map(pcOf);
  }

  /** The lots with PCs that are planned or armed, newest first. */
  lots(): Promise<LotLine[]> {
    return this.database.query<LotLine[]>(
      `SELECT l.id, l.number, l.customer, count(*) FILTER (WHERE d.state = 'planned')::int AS planned,
              count(*) FILTER (WHERE d.state = 'armed')::int AS armed,
              count(*) FILTER (WHERE d.state = 'armed' AND life.at > d.armed_at)::int AS starting
         FROM deployment d JOIN lot l ON l.id = d.lot_id
         LEFT JOIN machine_life life ON life.machine_id = d.machine_id
        WHERE d.state IN ('planned', 'armed')
        GROUP BY l.id ORDER BY l.created_at DESC, l.number DESC`,
    );
  }
}

function pcOf(row: Row): Pc {
  const { lotId, number, customer, stepName, stepState, stepPosition, stepProgress } = row;
  const { stepWaitsFor, stepIsLost, stepCount, ...pc } = row;
  return {
    id: pc.id,
    name: pc.name,
    serial: pc.serial,
    machineId: pc.machineId,
    rowNumber: pc.rowNumber,
    state: pc.state,
    closedAt: pc.closedAt,
    certificate: pc.certificate,
    failure: pc.failure,
    since: pc.since,
    startedAt: pc.startedAt,
    isStarting: pc.isStarting,
    lot: lotId === null ? null : { id: lotId, number, customer },
    step:
      stepName === null
        ? null
        : {
            name: stepName,
            state: stepState,
            position: stepPosition,
            count: stepCount,
            progress: stepProgress,
            waitsFor: stepState === 'waiting' ? stepWaitsFor : null,
            isLost: stepIsLost,
          },
  };
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Progress, StepState } from '../../../platform/core/index.js';

/** A deployment with a step that is not done. */
export interface Standing {
  id: string;
  profileVersionId: string | null;
  /** The model of its machine, as its firmware says it. */
  product: string | null;
  /** The names of the steps that are not done, in their order. */
  rest: string[];
  state: StepState;
  progress: Progress | null;
  startedAt: Date | null;
  /** When the PC gave its last sign of life, or when the present step began if that is later. */
  lastSign: Date | null;
  /** Its Windows has started. */
  inWindows: boolean;
  /** The PC stopped answering, and the step waits for it. */
  isLost: boolean;
}

/** The median of the last times that a step took. */
export interface UsualStep {
  profileVersionId: string;
  /** Null: on all models. */
  product: string | null;
  step: string;
  ms: number;
}

/** Of so many of the latest deployments, the last times of each step. */
const DEPLOYMENTS = 200;
const TIMES = 20;

/** Reads how long steps took, and where deployments stand. */
@Injectable()
export class StepTimeStore {
  constructor(private readonly database: DataSource) {}

  /** Of these deployments, those under way. */
  standings(deploymentIds: readonly string[]): Promise<Standing[]> {
    return this.database.query<Standing[]>(
      `SELECT d.id, d.profile_version_id AS "profileVersionId", m.product, rest.names AS rest,
              s.state, s.progress, s.started_at AS "startedAt", s.lost_at IS NOT NULL AS "isLost",
              greatest(life.at, CASE WHEN s.lost_at IS NULL THEN s.claimed_at END) AS "lastSign",
              EXISTS (SELECT FROM windows_boot w WHERE w.deployment_id = d.id) AS "inWindows"
         FROM deployment d
         LEFT JOIN machine m ON m.id = d.machine_id
         LEFT JOIN machine_life life ON life.machine_id = d.machine_id
         CROSS JOIN LATERAL (SELECT array_agg(name ORDER BY position) AS names, min(position) AS first
                               FROM step WHERE deployment_id = d.id AND state <> 'done') rest
         JOIN step s ON s.deployment_id = d.id AND s.position = rest.first
        WHERE d.id = ANY($1::uuid[]) AND d.state IN ('armed', 'running', 'waiting')`,
      [deploymentIds],
    );
  }

  /**
   * How long steps took in the latest deployments of each of these profile versions, and of the other versions of the
   * profile with the same master. A time counts from the end of the step before, so the wait in the queue is in it.
   */
  usualTimes(profileVersionIds: readonly string[]): Promise<UsualStep[]> {
    return this.database.query<UsualStep[]>(
      `WITH alike AS (
         SELECT asked.id AS version, other.id AS other
           FROM profile_version asked JOIN profile_version other ON other.name = asked.name
            AND other.document->'master' IS NOT DISTINCT FROM asked.document->'master'
          WHERE asked.id = ANY($1::uuid[])),
       recent AS (
         SELECT v.version, r.id, r.product
           FROM (SELECT version, array_agg(other) AS others FROM alike GROUP BY version) v
          CROSS JOIN LATERAL (
            SELECT d.id, m.product FROM deployment d LEFT JOIN machine m ON m.id = d.machine_id
             WHERE d.profile_version_id = ANY(v.others) AND d.started_at IS NOT NULL
             ORDER BY d.started_at DESC LIMIT ${DEPLOYMENTS}) r),
       timed AS (
         SELECT r.version, r.product, s.name, s.ended_at,
                s.ended_at - coalesce(lag(s.ended_at) OVER (PARTITION BY r.version, r.id ORDER BY s.position),
                                      s.started_at) AS took
           FROM recent r JOIN step s ON s.deployment_id = r.id AND s.state = 'done'),
       ranked AS (
         SELECT version, product, name, extract(epoch FROM took) * 1000 AS ms,
                row_number() OVER (PARTITION BY version, product, name ORDER BY ended_at DESC) AS of_model,
                row_number() OVER (PARTITION BY version, name ORDER BY ended_at DESC) AS of_all
           FROM timed WHERE took >= interval '0')
       SELECT version AS "profileVersionId", product, name AS step,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms
         FROM ranked WHERE product IS NOT NULL AND of_model <= ${TIMES} GROUP BY version, product, name
       UNION ALL
       SELECT version, NULL, name, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)
         FROM ranked WHERE of_all <= ${TIMES} GROUP BY version, name`,
      [profileVersionIds],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../../platform/database/index.js';

/** Plans and facts are some hundred kilobytes each, and a deployment that ends waits for the batch with it. */
const BATCH = 200;

/** What an account may do to a deployment that is no hand on the PC: it only lets it begin. */
const NO_HAND = ['deployment.arm', 'deployment.disarm'];

/** Folds deployments that ended into the tables of the figures. */
@Injectable()
export class FigureFoldStore {
  constructor(private readonly database: DataSource) {}

  /** Folds a batch. @returns how many deployments were in it */
  async foldSome(): Promise<number> {
    return inTransaction(this.database, async (manager) => {
      const ids = await this.takeDue(manager);
      if (ids.length === 0) return 0;
      for (const table of ['figure_deployment', 'figure_step', 'figure_finding'])
        await manager.query(`DELETE FROM ${table} WHERE deployment_id = ANY($1::uuid[])`, [ids]);
      await manager.query(DEPLOYMENTS, [ids, NO_HAND]);
      await manager.query(STEPS, [ids]);
      await manager.query(FINDINGS, [ids]);
      return ids.length;
    });
  }

  /** How many are not counted yet. */
  async due(): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM figure_due',
    );
    return row?.count ?? 0;
  }

  /** Another process may fold at the same time: each takes others. */
  private async takeDue(manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `WITH due AS (SELECT deployment_id FROM figure_due ORDER BY deployment_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED),
            taken AS (DELETE FROM figure_due f USING due WHERE f.deployment_id = due.deployment_id
                      RETURNING f.deployment_id AS id)
       SELECT id FROM taken`,
    );
    return rows.map(({ id }) => id);
  }
}

/** Those of $1 that are ended now: one that was begun again is counted at its next end. $2: no hands. */
const DEPLOYMENTS = `
INSERT INTO figure_deployment (deployment_id, ended_at, state, customer, model, master, hands, has_recette)
SELECT d.id, d.ended_at, d.state, coalesce(l.customer, ''),
       coalesce(nullif(concat_ws(' ', nullif(trim(m.manufacturer), ''), nullif(trim(m.product), '')), ''), ''),
       coalesce(concat_ws(' ', d.plan #>> '{master,name}', d.plan #>> '{master,version}'), ''),
       coalesce(h.hands, '{}'), coalesce(jsonb_array_length(d.checks) > 0, false)
  FROM (SELECT id, ended_at, state, lot_id, machine_id, plan,
               CASE WHEN jsonb_typeof(facts->'checks') = 'array' THEN facts->'checks' END AS checks
          FROM deployment WHERE id = ANY($1::uuid[]) AND ended_at IS NOT NULL AND purpose = 'deploy') d
  LEFT JOIN lot l ON l.id = d.lot_id
  LEFT JOIN machine m ON m.id = d.machine_id
  LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT action ORDER BY action) AS hands FROM (
      SELECT a.action FROM audit_entry a
       WHERE a.subject_kind = 'deployment' AND a.subject_id = d.id::text AND a.actor_kind = 'account'
         AND NOT a.action = ANY($2::text[])
      UNION ALL
      SELECT a.action FROM audit_entry a
       WHERE a.subject_kind = 'machine' AND a.subject_id = d.machine_id::text AND a.action = 'machine.confirm'
         AND a.data->>'deployment' = d.id::text
    ) AS acts
  ) h ON true`;

const STEPS = `
INSERT INTO figure_step (deployment_id, name, seconds)
SELECT s.deployment_id, s.name, extract(epoch FROM s.ended_at - s.started_at)
  FROM step s JOIN figure_deployment f ON f.deployment_id = s.deployment_id
 WHERE f.deployment_id = ANY($1::uuid[]) AND s.state = 'done' AND s.ended_at >= s.started_at`;

const FINDINGS = `
INSERT INTO figure_finding (deployment_id, place, kind, title, verdict)
SELECT deployment_id, row_number() OVER (PARTITION BY deployment_id), kind, title, verdict FROM (
  SELECT f.deployment_id, c.value->>'kind' AS kind, c.value->'title' AS title, c.value->>'verdict' AS verdict
    FROM figure_deployment f
    JOIN deployment d ON d.id = f.deployment_id
   CROSS JOIN LATERAL jsonb_array_elements(
     CASE WHEN jsonb_typeof(d.facts->'checks') = 'array' THEN d.facts->'checks' ELSE '[]' END) AS c
   WHERE f.deployment_id = ANY($1::uuid[])
  UNION ALL
  SELECT f.deployment_id, 'manual:' || c.check_id, c.title, c.verdict
    FROM figure_deployment f JOIN manual_check c ON c.deployment_id = f.deployment_id
   WHERE f.deployment_id = ANY($1::uuid[])
) AS found
WHERE verdict IN ('failed', 'unmeasured') AND kind IS NOT NULL AND title IS NOT NULL`;

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction, updateReturning } from '../../platform/database/index.js';
import { ManualCheck } from './manual-check.entity.js';

/** The verdicts that a technician can give. */
export const MANUAL_VERDICTS = ['passed', 'failed', 'not-applicable'] as const;
export type ManualVerdict = (typeof MANUAL_VERDICTS)[number];

export interface ManualAnswer {
  verdict: ManualVerdict;
  remark?: string;
  by: string;
}

@Injectable()
export class ManualCheckStore {
  constructor(private readonly dataSource: DataSource) {}

  ofDeployment(deploymentId: string): Promise<ManualCheck[]> {
    return this.dataSource
      .getRepository(ManualCheck)
      .find({ where: { deploymentId }, order: { position: 'ASC' } });
  }

  /** Replaces the list; a check that was already in it keeps its answer. */
  async replace(
    deploymentId: string,
    rows: Pick<ManualCheck, 'checkId' | 'title' | 'severity'>[],
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const kept = rows.map(({ checkId }) => checkId);
      await manager.query(`DELETE FROM manual_check WHERE deployment_id = $1 AND NOT check_id = ANY($2)`, [
        deploymentId,
        kept,
      ]);
      for (const [position, { checkId, title, severity }] of rows.entries()) {
        await manager.query(
          `INSERT INTO manual_check (deployment_id, check_id, position, title, severity) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (deployment_id, check_id)
           DO UPDATE SET position = excluded.position, title = excluded.title, severity = excluded.severity`,
          [deploymentId, checkId, position, JSON.stringify(title), severity],
        );
      }
    });
  }

  /** @returns false when there is no such check */
  async answer(
    deploymentId: string,
    checkId: string,
    { verdict, remark, by }: ManualAnswer,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<boolean> {
    const sql = `UPDATE manual_check SET verdict = $3, remark = $4, answered_by = $5, answered_at = now()
       WHERE deployment_id = $1 AND check_id = $2 RETURNING check_id`;
    const rows = await updateReturning(manager, sql, [deploymentId, checkId, verdict, remark ?? null, by]);
    return rows.length > 0;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../../platform/database/index.js';
import { ManualAnswerRow } from './manual-answer.entity.js';
import { ManualCheck } from './manual-check.entity.js';
import { RecetteClosing } from './recette-closing.entity.js';

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

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  ofDeployment(
    deploymentId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ManualCheck[]> {
    return manager.find(ManualCheck, { where: { deploymentId }, order: { position: 'ASC' } });
  }

  /** The same, locked: until the transaction ends nobody else answers, signs or closes. */
  lock(deploymentId: string, manager: EntityManager): Promise<ManualCheck[]> {
    return manager.find(ManualCheck, {
      where: { deploymentId },
      order: { position: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
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

  /** Records the next answer of a locked check, and keeps it in the history. */
  async answer(
    { deploymentId, checkId, revision: before }: ManualCheck,
    { verdict, remark, by }: ManualAnswer,
    manager: EntityManager,
  ): Promise<void> {
    const revision = before + 1;
    const answer = { verdict, remark: remark ?? null, answeredBy: by };
    const answeredAt = () => 'now()';
    await manager.update(ManualCheck, { deploymentId, checkId }, { ...answer, revision, answeredAt });
    await manager.insert(ManualAnswerRow, { deploymentId, checkId, revision, ...answer });
  }

  /** Every answer to a check, the first one first. */
  history(deploymentId: string, checkId: string): Promise<ManualAnswerRow[]> {
    return this.dataSource.manager.find(ManualAnswerRow, {
      where: { deploymentId, checkId },
      order: { revision: 'ASC' },
    });
  }

  async isClosed(deploymentId: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    return manager.existsBy(RecetteClosing, { deploymentId });
  }

  async close(deploymentId: string, manager: EntityManager): Promise<void> {
    await manager
      .createQueryBuilder()
      .insert()
      .into(RecetteClosing)
      .values({ deploymentId })
      .orIgnore()
      .execute();
  }

  async reopen(deploymentId: string, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.delete(RecetteClosing, { deploymentId });
  }
}

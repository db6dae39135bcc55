import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction, updateReturning } from '../../platform/database/index.js';
import { ReservationAcceptance } from './reservation-acceptance.entity.js';

@Injectable()
export class ReservationStore {
  constructor(private readonly dataSource: DataSource) {}

  ofDeployment(deploymentId: string): Promise<ReservationAcceptance[]> {
    return this.dataSource
      .getRepository(ReservationAcceptance)
      .find({ where: { deploymentId }, order: { position: 'ASC' } });
  }

  /**
   * Replaces the list. An accepted reservation stays accepted, with its text, if only numbers in it have changed:
   * a clock offset that is measured again is never exactly the same.
   */
  async replace(
    deploymentId: string,
    rows: Pick<ReservationAcceptance, 'checkId' | 'checkName' | 'text'>[],
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const kept = rows.map(({ checkId }) => checkId);
      await manager.query(
        `DELETE FROM reservation_acceptance WHERE deployment_id = $1 AND NOT check_id = ANY($2)`,
        [deploymentId, kept],
      );
      for (const [position, { checkId, checkName, text }] of rows.entries()) {
        await manager.query(
          `INSERT INTO reservation_acceptance AS old (deployment_id, check_id, position, check_name, text)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT ON CONSTRAINT reservation_acceptance_pk DO UPDATE
             SET position = excluded.position, check_name = excluded.check_name, text = excluded.text,
                 accepted_by = NULL, accepted_at = NULL
             WHERE regexp_replace(old.text->>'en', '[0-9]+', '#', 'g')
                   <> regexp_replace(excluded.text->>'en', '[0-9]+', '#', 'g')
                OR old.accepted_by IS NULL`,
          [deploymentId, checkId, position, checkName, JSON.stringify(text)],
        );
      }
    });
  }

  /** Keeps an earlier acceptance. @returns false when there is no such reservation */
  async accept(deploymentId: string, checkId: string, by: string): Promise<boolean> {
    const sql = `UPDATE reservation_acceptance
          SET accepted_by = coalesce(accepted_by, $3), accepted_at = coalesce(accepted_at, now())
        WHERE deployment_id = $1 AND check_id = $2 RETURNING check_id`;
    return (await updateReturning(this.dataSource.manager, sql, [deploymentId, checkId, by])).length > 0;
  }
}

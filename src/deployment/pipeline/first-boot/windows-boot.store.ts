import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { readable, readableJson } from '../../../platform/core/index.js';
import { inTransaction, updateReturning } from '../../../platform/database/index.js';
import { WindowsBoot } from './windows-boot.entity.js';
import type { WindowsReport, WindowsSeal } from './windows-report.schema.js';

export type NewWindowsBoot = Pick<
  WindowsBoot,
  'deploymentId' | 'machineId' | 'orderKey' | 'ticketId' | 'keyHash' | 'tokenHash' | 'expiresAt'
>;

/** Within which a PC whose power or network went may redeem once more; and how often. */
export interface RedeemWindow {
  minutes: number;
  times: number;
}

/** The rows of `windows_boot`. */
@Injectable()
export class WindowsBootStore {
  constructor(private readonly database: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.database, work);
  }

  of(deploymentId: string, manager = this.database.manager): Promise<WindowsBoot | null> {
    return manager.findOneBy(WindowsBoot, { deploymentId });
  }

  /** The boot that this token reports for. */
  findByToken(tokenHash: string): Promise<WindowsBoot | null> {
    const live = { tokenHash, expiresAt: MoreThan(new Date()) };
    return this.database.manager.findOneBy(WindowsBoot, live);
  }

  /** The first use of a ticket: what an earlier one of the same deployment has left is gone. */
  async begin(manager: EntityManager, boot: NewWindowsBoot): Promise<void> {
    await manager.delete(WindowsBoot, { deploymentId: boot.deploymentId });
    await manager.insert(WindowsBoot, boot);
  }

  /**
   * The same ticket again: a new token for the PC that has the key, and only until it has acknowledged. False for
   * every other.
   */
  async again(
    manager: EntityManager,
    { deploymentId, ticketId, keyHash, tokenHash }: NewWindowsBoot,
    { minutes, times }: RedeemWindow,
  ): Promise<boolean> {
    const rows = await updateReturning(
      manager,
      `UPDATE windows_boot SET token_hash = $4, redeemed_count = redeemed_count + 1
        WHERE deployment_id = $1 AND ticket_id = $2 AND key_hash = $3 AND acknowledged_at IS NULL
          AND redeemed_at > now() - $5 * interval '1 minute' AND redeemed_count < $6
       RETURNING deployment_id`,
      [deploymentId, ticketId, keyHash, tokenHash, minutes, times],
    );
    return rows.length > 0;
  }

  async acknowledge(deploymentId: string, manager = this.database.manager): Promise<void> {
    await manager.query(
      `UPDATE windows_boot SET acknowledged_at = coalesce(acknowledged_at, now()) WHERE deployment_id = $1`,
      [deploymentId],
    );
  }

  /** The first one counts: false for a repetition. */
  async report(manager: EntityManager, deploymentId: string, report: WindowsReport): Promise<boolean> {
    const rows = await updateReturning(
      manager,
      `UPDATE windows_boot SET report = $2, reported_at = now(), acknowledged_at = coalesce(acknowledged_at, now())
        WHERE deployment_id = $1 AND report IS NULL RETURNING deployment_id`,
      [deploymentId, JSON.stringify(readableJson(report))],
    );
    return rows.length > 0;
  }

  /** Why the PC could not let Établi in; null once it has. */
  async accessFault(
    deploymentId: string,
    fault: string | null,
    manager = this.database.manager,
  ): Promise<void> {
    await manager.query(`UPDATE windows_boot SET access_fault = $2 WHERE deployment_id = $1`, [
      deploymentId,
      fault === null ? null : readable(fault),
    ]);
  }

  /** The token ends with it. */
  async seal(manager: EntityManager, deploymentId: string, seal: WindowsSeal): Promise<void> {
    await manager.query(
      `UPDATE windows_boot SET seal = $2, sealed_at = now(), expires_at = now() WHERE deployment_id = $1`,
      [deploymentId, JSON.stringify(readableJson(seal))],
    );
  }

  /** A disk that is written anew: no earlier token may report for it. */
  async forget(deploymentId: string): Promise<void> {
    await this.database.manager.delete(WindowsBoot, { deploymentId });
  }
}

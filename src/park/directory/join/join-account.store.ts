import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In, Not } from 'typeorm';
import { inTransaction, isUniqueViolation, updateReturning } from '../../../platform/database/index.js';
import { JoinAccount, type JoinState, LIVE_STATES } from './join-account.entity.js';

export type NewJoinAccount = Pick<
  JoinAccount,
  'id' | 'deploymentId' | 'orderKey' | 'machineId' | 'directory' | 'computer' | 'organizationalUnit'
> &
  Pick<JoinAccount, 'action' | 'accountGuid' | 'sealedPassword' | 'expiresAt'>;

/** How long a revocation that failed waits. */
const RETRY_SECONDS = 60;

/** The rows of `join_account`. */
@Injectable()
export class JoinAccountStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  ofOrder(orderKey: string, manager = this.database.manager): Promise<JoinAccount | null> {
    return manager.findOneBy(JoinAccount, { orderKey });
  }

  /** Who prepares this name, or must still give it back. */
  holderOf(directory: string, computer: string): Promise<JoinAccount | null> {
    return this.database.manager.findOneBy(JoinAccount, { directory, computer, state: In(LIVE_STATES) });
  }

  /** The last one that made or took this account: it is that of its PC, and of nobody before. */
  lastOf(directory: string, accountGuid: string): Promise<JoinAccount | null> {
    return this.database.manager.findOne(JoinAccount, {
      where: { directory, accountGuid, state: Not<JoinState>('revoked') },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  /** Instead of an earlier row of the same arming. False when another deployment holds the name. */
  async begin(row: NewJoinAccount): Promise<boolean> {
    try {
      await inTransaction(this.database, async (manager) => {
        await manager.delete(JoinAccount, { orderKey: row.orderKey });
        await manager.insert(JoinAccount, { ...row, state: 'preparing' });
      });
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  /** The same account once more, with this password. False when it was called off. */
  async again(id: string, sealedPassword: Buffer, expiresAt: Date): Promise<boolean> {
    const rows = await updateReturning(
      this.database.manager,
      `UPDATE join_account SET state = 'preparing', sealed_password = $2, sealed_blob = NULL, expires_at = $3
        WHERE id = $1 AND state IN ('preparing', 'ready', 'given', 'consumed') RETURNING id`,
      [id, sealedPassword, expiresAt],
    );
    return rows.length > 0;
  }

  /** The directory has it. One that was called off meanwhile must be made worthless after all. */
  async made(id: string, accountGuid: string): Promise<void> {
    await this.database.manager.query(
      `UPDATE join_account SET account_guid = $2,
              state = CASE WHEN state = 'revoked' THEN 'revoking' ELSE state END WHERE id = $1`,
      [id, accountGuid],
    );
  }

  async keepGroups(id: string, groups: string[]): Promise<void> {
    await this.database.manager.update(JoinAccount, { id }, { groups });
  }

  /** False when it was called off. */
  async ready(id: string, sealedBlob: Buffer, logonBefore: Date | null): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      JoinAccount,
      { id, state: 'preparing' },
      { state: 'ready', sealedBlob, logonBefore },
    );
    return affected === 1;
  }

  /** A PC redeems its answer file. False when there is no blob to give any more. */
  async given(manager: EntityManager, orderKey: string): Promise<boolean> {
    const rows = await updateReturning(
      manager,
      `UPDATE join_account SET state = 'given', given_at = coalesce(given_at, now())
        WHERE order_key = $1 AND state IN ('ready', 'given') AND expires_at > now() RETURNING id`,
      [orderKey],
    );
    return rows.length > 0;
  }

  /** The PC has its answer file: nothing of it can be given once more. */
  async consumed(manager: EntityManager, orderKey: string): Promise<void> {
    await manager.query(
      `UPDATE join_account SET state = 'consumed', sealed_password = NULL, sealed_blob = NULL
        WHERE order_key = $1 AND state = 'given'`,
      [orderKey],
    );
  }

  /**
   * To be made worthless, but for an account that another deployment has made or taken since: that one answers for it.
   * @param from whatever became of them by default
   */
  async callOff(
    manager: EntityManager,
    deploymentIds: string[],
    from: readonly JoinState[] = ['preparing', 'ready', 'given', 'consumed'],
  ): Promise<void> {
    await manager.query(
      `UPDATE join_account own SET sealed_blob = NULL, retry_at = NULL,
              state = CASE WHEN own.state = 'consumed' AND EXISTS (
                SELECT FROM join_account later
                 WHERE later.directory = own.directory AND later.computer = own.computer AND later.state <> 'revoked'
                   AND (later.created_at, later.id) > (own.created_at, own.id)
              ) THEN 'revoked' ELSE 'revoking' END
        WHERE deployment_id = ANY($1) AND state = ANY($2)`,
      [deploymentIds, from],
    );
  }

  /** The same for those whose blob nobody has fetched in time. */
  async callOffExpired(): Promise<void> {
    await this.database.manager.query(
      `UPDATE join_account SET state = 'revoking', sealed_blob = NULL, retry_at = NULL
        WHERE state IN ('preparing', 'ready', 'given') AND expires_at < now()`,
    );
  }

  /**
   * Takes one that is due; another worker takes another one. Those that were never tried come first: they must not wait
   * for servers that are silent.
   * @param round when it began: what was tried since then is of the next one
   */
  async takeRevocation(round: Date): Promise<JoinAccount | null> {
    const rows = await updateReturning<{ id: string }>(
      this.database.manager,
      `UPDATE join_account SET retry_at = now() + $1 * interval '1 second'
        WHERE id = (SELECT id FROM join_account
                     WHERE state = 'revoking' AND (retry_at IS NULL OR retry_at < least(now(), $2))
                     ORDER BY retry_at NULLS FIRST, created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [RETRY_SECONDS, round],
    );
    const [row] = rows;
    return row === undefined ? null : this.database.manager.findOneBy(JoinAccount, { id: row.id });
  }

  async revoked(id: string, manager: EntityManager): Promise<void> {
    const gone = { sealedPassword: null, sealedBlob: null, retryAt: null };
    await manager.update(JoinAccount, { id, state: 'revoking' }, { state: 'revoked', ...gone });
  }

  /** Whether a deployment still depends on this directory. */
  isUsed(directory: string): Promise<boolean> {
    return this.database.manager.existsBy(JoinAccount, { directory, state: In(LIVE_STATES) });
  }
}

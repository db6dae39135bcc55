import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { inTransaction, updateReturning } from '../database/index.js';
import { WallScreen } from './wall-screen.entity.js';

type Named = Pick<WallScreen, 'id' | 'name'>;

/** WallScreens, by the hashes of their codes and tokens. */
@Injectable()
export class WallScreenStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  async insert(
    screen: Pick<WallScreen, 'id' | 'name' | 'codeHash' | 'codeUntil' | 'createdBy'>,
    manager: EntityManager,
  ) {
    await manager.insert(WallScreen, screen);
  }

  /** Exchanges a code that is still valid for a token, once. */
  async pair(codeHash: string, tokenHash: string, manager: EntityManager): Promise<Named | undefined> {
    const rows = await updateReturning<Named>(
      manager,
      `UPDATE wall_screen SET token_hash = $2, paired_at = now(), seen_at = now(), code_hash = NULL, code_until = NULL
        WHERE code_hash = $1 AND code_until > now() AND revoked_at IS NULL RETURNING id, name`,
      [codeHash, tokenHash],
    );
    return rows[0];
  }

  byToken(tokenHash: string): Promise<WallScreen | null> {
    return this.dataSource.manager.findOneBy(WallScreen, { tokenHash, revokedAt: IsNull() });
  }

  /** Records the use, at most once a minute. */
  async touch(id: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE wall_screen SET seen_at = now() WHERE id = $1 AND (seen_at IS NULL OR seen_at < now() - interval '1 minute')`,
      [id],
    );
  }

  /** Those that are not revoked, newest first. */
  list(): Promise<WallScreen[]> {
    return this.dataSource.manager.find(WallScreen, {
      where: { revokedAt: IsNull() },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  async revoke(id: string, manager: EntityManager): Promise<Named | undefined> {
    const rows = await updateReturning<Named>(
      manager,
      `UPDATE wall_screen SET revoked_at = now(), code_hash = NULL, code_until = NULL
        WHERE id = $1 AND revoked_at IS NULL RETURNING id, name`,
      [id],
    );
    return rows[0];
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../../platform/database/index.js';
import { WallPosition } from './wall-position.entity.js';

/** The rows of `wall_position`. */
@Injectable()
export class WallPositionStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** One transaction after another: two that draw, or place the same PC, never meet halfway. */
  alone<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.database, async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('wall_position'))`);
      return work(manager);
    });
  }

  /** Row by row. */
  all(manager: EntityManager = this.database.manager): Promise<WallPosition[]> {
    return manager.find(WallPosition, { order: { rowNumber: 'ASC', columnNumber: 'ASC' } });
  }

  async replace(manager: EntityManager, positions: readonly WallPosition[]): Promise<void> {
    await manager.query('DELETE FROM wall_position');
    if (positions.length > 0) await manager.insert(WallPosition, [...positions]);
  }

  /** The PC leaves the position where it stands. */
  async lift(manager: EntityManager, { serial, machineId }: Pick<WallPosition, 'serial' | 'machineId'>) {
    await manager.query(
      `UPDATE wall_position SET serial = NULL, machine_id = NULL, placed_by = NULL, placed_at = NULL
        WHERE serial = $1 OR machine_id = $2`,
      [serial, machineId],
    );
  }

  async change(manager: EntityManager, name: string, change: Partial<WallPosition>): Promise<void> {
    await manager.update(WallPosition, { name }, change);
  }
}

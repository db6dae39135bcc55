import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan, MoreThan } from 'typeorm';
import { inTransaction } from '../../platform/database/index.js';
import { EnvironmentSession } from './environment-session.entity.js';

export type NewSession = Omit<EnvironmentSession, 'createdAt' | 'next'>;

/** The rows of `environment_session`. */
@Injectable()
export class EnvironmentSessionStore {
  constructor(private readonly database: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.database, work);
  }

  /** Adds a session and deletes expired ones. */
  async insert(session: NewSession, manager: EntityManager): Promise<void> {
    await manager.delete(EnvironmentSession, { expiresAt: LessThan(new Date()) });
    await manager.insert(EnvironmentSession, session);
  }

  /** The valid session of this token. */
  findByToken(tokenHash: string): Promise<EnvironmentSession | null> {
    const sessions = this.database.getRepository(EnvironmentSession);
    return sessions.findOneBy({ tokenHash, expiresAt: MoreThan(new Date()) });
  }

  /** Binds the session to a machine. False when it was bound before. */
  async bind(manager: EntityManager, id: string, machineId: string, address: string): Promise<boolean> {
    const unbound = { id, machineId: IsNull() };
    const result = await manager.update(EnvironmentSession, unbound, { machineId, address });
    return result.affected === 1;
  }

  /** Stores the answer to its inventory. */
  async settle(id: string, next: EnvironmentSession['next']): Promise<void> {
    await this.database.getRepository(EnvironmentSession).update({ id, next: IsNull() }, { next });
  }
}

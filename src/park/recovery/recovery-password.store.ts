import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Brackets, DataSource, type EntityManager } from 'typeorm';
import { RecoveryPasswordRow } from './recovery-password.entity.js';

export type NewRecoveryPassword = Omit<RecoveryPasswordRow, 'id' | 'keptAt'>;

/** The rows of `recovery_password`. */
@Injectable()
export class RecoveryPasswordStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** Adds one; leaves one alone that the protector has already. */
  async insert(row: NewRecoveryPassword): Promise<void> {
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(RecoveryPasswordRow)
      .values(row)
      .orIgnore()
      .execute();
  }

  ofProtector(machineId: string, protectorId: string): Promise<RecoveryPasswordRow | null> {
    return this.database.manager.findOneBy(RecoveryPasswordRow, { machineId, protectorId });
  }

  one(id: string, manager: EntityManager = this.database.manager): Promise<RecoveryPasswordRow | null> {
    return manager.findOneBy(RecoveryPasswordRow, { id });
  }

  /** Of these machines, of a PC of this name, or of a protector whose id begins like this; the newest first. */
  search(machineIds: readonly string[], text: string): Promise<RecoveryPasswordRow[]> {
    const like = `${text.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`;
    return this.database.manager
      .createQueryBuilder(RecoveryPasswordRow, 'kept')
      .where(
        new Brackets((either) =>
          either
            .where('kept.machineId = ANY(:machineIds)', { machineIds })
            .orWhere('upper(kept.computerName) = upper(:text)', { text })
            .orWhere('kept.protectorId LIKE :like', { like }),
        ),
      )
      .orderBy('kept.keptAt', 'DESC')
      .limit(100)
      .getMany();
  }
}

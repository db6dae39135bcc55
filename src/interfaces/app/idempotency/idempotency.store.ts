import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { updateReturning } from '../../../platform/database/index.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/** How long a key is kept, with its answer if it has one. */
const KEPT = '24 hours';

export interface KeyOwner {
  accountId: string;
  key: string;
}

@Injectable()
export class IdempotencyStore {
  constructor(@InjectRepository(IdempotencyKey) private readonly keys: Repository<IdempotencyKey>) {}

  /** Reserves the key for this request; false when another request has it. */
  async claim({ accountId, key }: KeyOwner, request: Buffer): Promise<boolean> {
    await this.keys.query(`DELETE FROM idempotency_key WHERE created_at < now() - interval '${KEPT}'`);
    const rows = await updateReturning(
      this.keys.manager,
      `INSERT INTO idempotency_key (account_id, key, request) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING key`,
      [accountId, key, request],
    );
    return rows.length === 1;
  }

  find({ accountId, key }: KeyOwner): Promise<IdempotencyKey | null> {
    return this.keys.findOneBy({ accountId, key });
  }

  async answer({ accountId, key }: KeyOwner, status: number, answer: Buffer): Promise<void> {
    await this.keys.update({ accountId, key }, { status, answer });
  }

  /** After this, the key can be used again. */
  async release({ accountId, key }: KeyOwner): Promise<void> {
    await this.keys.delete({ accountId, key });
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { type Page, pageOf, skipAndTake } from '../../platform/database/index.js';
import { MasterRow } from './master.entity.js';
import type { MasterQuery } from './master.schema.js';

@Injectable()
export class MasterStore {
  constructor(@InjectRepository(MasterRow) private readonly rows: Repository<MasterRow>) {}

  /** Inserts a version; false when that name and version exist already. */
  async insert(row: Omit<MasterRow, 'createdAt'>): Promise<boolean> {
    const result = await this.rows
      .createQueryBuilder()
      .insert()
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as unknown[]).length === 1;
  }

  /** The version, by default the one that was registered last. */
  find(name: string, version?: string): Promise<MasterRow | null> {
    return this.rows.findOne({
      where: version === undefined ? { name } : { name, version },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
  }

  findById(id: string): Promise<MasterRow | null> {
    return this.rows.findOneBy({ id });
  }

  findByPayload(name: string, payloadSha256: string): Promise<MasterRow | null> {
    return this.rows.findOneBy({ name, payloadSha256 });
  }

  async page(query: MasterQuery): Promise<Page<MasterRow>> {
    const where = query.name === undefined ? {} : { name: query.name };
    return pageOf(
      await this.rows.findAndCount({ where, order: { createdAt: 'DESC', id: 'ASC' }, ...skipAndTake(query) }),
      query,
    );
  }
}

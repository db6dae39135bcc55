import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** When this installation last heard of something. */
@Injectable()
export class NetworkTestStore {
  constructor(private readonly database: DataSource) {}

  /** The last sign of life of any PC: it reached the server from the network. */
  lastSign(): Promise<Date | undefined> {
    return this.newest('SELECT max(at) AS at FROM machine_life');
  }

  /** The time of the latest entry of the audit log. */
  newestEntry(): Promise<Date | undefined> {
    return this.newest('SELECT at FROM audit_entry ORDER BY id DESC LIMIT 1');
  }

  private async newest(sql: string): Promise<Date | undefined> {
    const [row] = await this.database.query<{ at: Date | null }[]>(sql);
    return row?.at ?? undefined;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A host that has not been started for so long is taken for gone. */
const GONE = `interval '30 days'`;

/** The rows of the `host_address` table. */
@Injectable()
export class HostAddressStore {
  constructor(private readonly database: DataSource) {}

  async record(host: string, addresses: readonly string[]): Promise<void> {
    await this.database.query(
      `INSERT INTO host_address (host, addresses) VALUES ($1, $2)
       ON CONFLICT (host) DO UPDATE SET addresses = excluded.addresses, recorded_at = now()`,
      [host, addresses],
    );
  }

  /** Of all hosts. */
  async all(): Promise<string[]> {
    const rows = await this.database.query<{ address: string }[]>(
      `SELECT DISTINCT unnest(addresses) AS address FROM host_address WHERE recorded_at > now() - ${GONE} ORDER BY 1`,
    );
    return rows.map(({ address }) => address);
  }
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource, type MixedList, type EntitySchema } from 'typeorm';
import { dataSourceOptions, migrate } from '../../src/platform/database/index.js';

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type of an entity
export type Entities = MixedList<Function | string | EntitySchema>;

/** A migrated database for one suite. */
export interface FreshDatabase {
  url: string;
  /** Opens a data source with these entities; `drop()` closes it. */
  dataSource(entities: Entities): Promise<DataSource>;
  drop(): Promise<void>;
}

/** The URL of the temporary server of postgres-setup.mjs; its database is empty. */
export function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('no TEST_DATABASE_URL: run this suite as part of the jest project "medium"');
  return url;
}

/**
 * A new migrated database on the temporary server. `upTo: '0030'` stops after that migration, for a suite of a lower
 * floor; `empty` creates one without tables.
 */
export async function freshDatabase(
  options: { empty?: boolean; upTo?: string } = {},
): Promise<FreshDatabase> {
  const name = `suite_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  if (!options.empty) await migrate(url.href, { upTo: options.upTo });
  const opened: DataSource[] = [];
  return {
    url: url.href,
    async dataSource(entities) {
      const source = new DataSource({ ...dataSourceOptions(url.href), entities });
      await source.initialize();
      opened.push(source);
      return source;
    },
    async drop() {
      for (const source of opened) if (source.isInitialized) await source.destroy();
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

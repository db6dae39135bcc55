import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { PermanentError, type Sha256 } from '../core/index.js';
import { type LandedMigration, MigrationStore } from './migration.store.js';

/** The same path from src/ and from dist/. */
const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'migrations');

export interface MigrationFile {
  name: string;
  sha256: Sha256;
  sql: string;
}

export interface MigrateOptions {
  /** Another folder of migrations, for tests. */
  directory?: string;
  /** Stop after this number, such as `0030`, for tests. */
  upTo?: string;
}

/**
 * Migrates the database to this release: applies each new file of migrations/ in the order of their names, one
 * transaction each, then the queue's own schema. Several processes may call it at once. Rejects with
 * PermanentError, without any change, when an applied file was edited or when the database is of a newer
 * release.
 * @returns the names of the files that this call applied
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const all = await readMigrations(options.directory ?? MIGRATIONS);
  const files = all.filter(({ name }) => name.slice(0, 4) <= (options.upTo ?? '9999'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const store = new MigrationStore(client);
    await store.lock();
    const landed = await store.landed();
    refuseChanged(all, landed);
    const names = new Set(landed.map(({ name }) => name));
    const missing = files.filter(({ name }) => !names.has(name));
    for (const { name, sha256, sql } of missing) {
      await store.apply(name, sha256, sql).catch((cause: unknown) => Promise.reject(failed(name, cause)));
    }
    await runMigrations(client);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * The files of the migrations that were applied to a database, in order. Rejects with PermanentError when one is
 * missing here or has another content.
 */
export async function migrationFiles(landed: LandedMigration[]): Promise<MigrationFile[]> {
  const files = await readMigrations(MIGRATIONS);
  refuseChanged(files, landed);
  const names = new Set(landed.map(({ name }) => name));
  return files.filter(({ name }) => names.has(name));
}

async function readMigrations(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

function refuseChanged(files: MigrationFile[], landed: LandedMigration[]): void {
  const digests = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  for (const { name, sha256 } of landed) {
    const ours = digests.get(name);
    if (ours === undefined) {
      throw new PermanentError({
        fr: `la base de données est d’une version plus récente d'Établi : ${name} est inconnu ici`,
        en: `the database is of a newer release of Établi: ${name} is unknown here`,
      });
    }
    if (ours !== sha256) {
      throw new PermanentError({
        fr: `${name} a été modifié après avoir été appliqué à cette base de données`,
        en: `${name} was edited after it was applied to this database`,
      });
    }
  }
}

function failed(name: string, cause: unknown): PermanentError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new PermanentError(
    { fr: `la migration ${name} a échoué : ${message}`, en: `migration ${name} failed: ${message}` },
    { cause },
  );
}

import type { DataSource, DataSourceOptions, EntityManager } from 'typeorm';
import { logger } from '../config/index.js';
import { SnakeCaseNaming } from './snake-case.js';

const log = logger('database');

/** The TypeORM options that all parts share; the caller adds its entities. */
export function dataSourceOptions(url: string) {
  return {
    type: 'postgres',
    url,
    applicationName: 'etabli',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    connectTimeoutMS: 10_000,
    extra: { max: 10, keepAlive: true },
    // An idle connection that breaks is replaced by the pool; without a handler it would end the process.
    poolErrorHandler: (error: Error) => log.warn({ err: error }, 'idle database connection lost'),
  } satisfies DataSourceOptions;
}

/** SQLSTATEs after which a transaction may be retried. PostgreSQL appendix A. */
const COLLISIONS = ['40001', '40P01'];
const ATTEMPTS = 3;

/**
 * Runs `work` in one transaction. After a deadlock or a serialization failure it is run again from the
 * beginning, so it must have no effects outside the database.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      const { code } = (error as { driverError?: { code?: string } }).driverError ?? {};
      if (attempt === ATTEMPTS || code === undefined || !COLLISIONS.includes(code)) throw error;
    }
  }
}

/**
 * The rows of an `INSERT|UPDATE|DELETE … RETURNING`; none means that another process was faster. TypeORM returns
 * rows for some statements and [rows, count] for others; this always returns rows.
 */
export async function updateReturning<Row>(
  source: Pick<EntityManager, 'query'>,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  const result: unknown = await source.query(sql, parameters as never[]);
  if (!Array.isArray(result)) return [];
  const [rows, count] = result as unknown[];
  return (result.length === 2 && Array.isArray(rows) && typeof count === 'number' ? rows : result) as Row[];
}

/**
 * The SQL that TypeORM would run to make the database match the entities. Empty when migrations and entities
 * agree.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

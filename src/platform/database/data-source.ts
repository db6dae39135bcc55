import type { DataSource, DataSourceOptions, EntityManager } from 'typeorm';
import { logger } from '../config/index.js';
import { SnakeCaseNaming } from './snake-case.js';

const log = logger('database');

/** How every part of Établi connects through TypeORM; entities are added by whoever opens it. */
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

/** Two transactions stood in each other's way, and repeating this one helps. PostgreSQL appendix A. */
const COLLISIONS = ['40001', '40P01'];
const ATTEMPTS = 3;

/**
 * Runs `work` in one transaction: all of it or nothing. After a deadlock or a serialization failure it is
 * run again from its beginning, so it must touch nothing but the database.
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
 * The rows of an `INSERT|UPDATE|DELETE … RETURNING`: none means that the claim was lost. TypeORM answers
 * some of these with rows and others with [rows, count]; this gives rows always.
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
 * What TypeORM would change to make the database fit the entities of this data source, as SQL. An empty
 * list means that migrations and entities say the same.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

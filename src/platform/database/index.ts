export { dataSourceOptions, inTransaction, schemaDrift, updateReturning } from './data-source.js';
export { type CopiedTable } from './copied-table.js';
export { DatabaseModule } from './database.module.js';
export { DatabaseServer } from './database-server.js';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  freePort,
  startEmbeddedPostgres,
} from './embedded-postgres.js';
export { migrate, migrationFiles, type MigrateOptions } from './migrate.js';
export { type Change, Notifications } from './notifications.js';
export { refusedNull } from './null-character.js';
export { type Page, pageOf, pageSchema, type Pagination, paginationSchema, skipAndTake } from './page.js';
export { clusterPaths } from './postgres-binaries.js';
export { RecordIdPipe } from './record-id.pipe.js';
export { DatabaseRestoration } from './restoration.store.js';
export { DatabaseSnapshot, type SequenceState } from './snapshot.store.js';
export { CONFIG, DATABASE_URL } from './tokens.js';
export { isUniqueViolation } from './unique-violation.js';

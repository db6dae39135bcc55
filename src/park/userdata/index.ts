export { BLOB_KINDS, type BlobKind, RepositoryFiles, type RepositoryFile } from './repository-files.js';
export { type SavedProfile, type Skipped, UserDataRepository, UserDataSnapshot } from './user-data.entity.js';
export { UserDataModule } from './user-data.module.js';
export { UserDataRetention } from './user-data-retention.js';
export {
  type MachineUserDataDto,
  savedProfileSchema,
  skippedSchema,
  type UserDataSnapshotDto,
} from './user-data.schema.js';
export { UserData } from './user-data.service.js';

export { AuthorityUpdateRow } from './authority-update.entity.js';
export type { AuthorityUpdateDto, ImportedUpdateDto } from './authority-update.schema.js';
export { AuthorityUpdates } from './authority-updates.service.js';
export { FirmwareModule } from './firmware.module.js';
export { type ReadUpdate, readUpdate } from './update/read-update.js';
export { VARIABLES, type Variable } from './update/signed-variable.js';

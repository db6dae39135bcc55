export { Backups } from './backups.js';
export { InstallationModule } from './installation.module.js';
export type { InstallationDto } from './installation.schema.js';
export { Installation, type InstallationState } from './installation.service.js';

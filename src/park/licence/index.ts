export { LicencePoolRow, LicenceRow } from './licence.entity.js';
export { LicenceModule } from './licence.module.js';
export type { LicencePoolDetailDto, LicencePoolDto } from './licence.schema.js';
export type { Need as LicenceNeed } from './licence-need.js';
export { type HeldLicence, LicencePools } from './licence-pools.service.js';
export { poolParameterSchema } from './licence.schema.js';
export type { PoolCount } from './licence.store.js';
export { Licences, type TakenLicence } from './licences.service.js';

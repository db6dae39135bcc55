export { LicencePoolRow, LicenceRow } from './licence.entity.js';
export { LicenceModule } from './licence.module.js';
export type { LicencePoolDetailDto, LicencePoolDto } from './licence.schema.js';
export type { Need as LicenceNeed } from './licence-need.js';
export { Licences, type TakenLicence } from './licences.service.js';

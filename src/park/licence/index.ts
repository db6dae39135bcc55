export { LicencePoolRow, LicenceRow } from './licence.entity.js';
export { LicenceModule } from './licence.module.js';
export type { LicencePoolDetailDto, LicencePoolDto } from './licence.schema.js';
export { Licences, type Need as LicenceNeed, type TakenLicence } from './licences.service.js';

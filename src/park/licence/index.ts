export { LicencePoolRow, LicenceRow } from './licence.entity.js';
export { LicenceModule } from './licence.module.js';
export type { LicencePoolDto, TakenLicenceDto } from './licence.schema.js';
export { Licences, type Need as LicenceNeed, type TakenLicence } from './licences.service.js';

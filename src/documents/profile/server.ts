export type { ProfileSummaryDto, ProfileVersionDto } from './profile.controller.js';
export { ProfileRow, ProfileVersion } from './profile.entity.js';
export { ProfileModule } from './profile.module.js';
export { Profiles } from './profiles.service.js';

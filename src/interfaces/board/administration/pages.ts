import { BootModule } from '../../../deployment/boot/index.js';
import { InstallationModule } from '../../../deployment/installation/index.js';
import { SettingsModule } from '../../../platform/settings/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { AuditPageController } from './audit-page.controller.js';
import { NetworkPageController } from './network-page.controller.js';
import { SettingsPageController } from './settings-page.controller.js';
import { StatePageController } from './state-page.controller.js';
import { TokensPageController } from './tokens-page.controller.js';
import { UsersPageController } from './users-page.controller.js';

export const ADMINISTRATION_PAGES: SubjectPages = {
  imports: [BootModule, InstallationModule, SettingsModule],
  controllers: [
    StatePageController,
    NetworkPageController,
    UsersPageController,
    TokensPageController,
    AuditPageController,
    SettingsPageController,
  ],
  providers: [],
};

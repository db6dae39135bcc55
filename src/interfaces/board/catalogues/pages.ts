import { CatalogModule } from '../../../park/catalog/index.js';
import { DirectoryModule } from '../../../park/directory/index.js';
import { LicenceModule } from '../../../park/licence/index.js';
import { MachineModule } from '../../../park/machine/index.js';
import { MasterModule } from '../../../park/master/index.js';
import { SoftwareModule } from '../../../park/software/index.js';
import { UserDataModule } from '../../../park/userdata/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { DirectoryPageController } from './directory-page.controller.js';
import { DriverMatches } from './driver-matches.js';
import { DriverPageController } from './driver-page.controller.js';
import { MasterPageController } from './master-page.controller.js';
import { SoftwarePageController } from './software-page.controller.js';
import { UserDataPageController } from './user-data-page.controller.js';
import { UsesStore } from './uses.store.js';

export const CATALOGUE_PAGES: SubjectPages = {
  imports: [
    CatalogModule,
    DirectoryModule,
    LicenceModule,
    MachineModule,
    MasterModule,
    SoftwareModule,
    UserDataModule,
  ],
  controllers: [
    DirectoryPageController,
    DriverPageController,
    MasterPageController,
    SoftwarePageController,
    UserDataPageController,
  ],
  providers: [DriverMatches, UsesStore],
};

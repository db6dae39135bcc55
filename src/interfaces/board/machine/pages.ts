import { BootModule } from '../../../deployment/boot/index.js';
import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { MdmModule } from '../../../documents/mdm/server.js';
import { ProfileModule } from '../../../documents/profile/server.js';
import { MachineModule } from '../../../park/machine/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { ConfirmationPageController } from './confirmation-page.controller.js';
import { DeliveryPageController } from './delivery-page.controller.js';
import { IdentityView } from './identity.view.js';
import { MachineNotices } from './machine-notices.js';
import { MachineActController, MachinePageController } from './machine-page.controller.js';
import { MachineListView } from './machine-list.view.js';
import { PcPages } from './pc-pages.js';
import { PcView } from './pc.view.js';
import { MachineView } from './machine.view.js';

export const MACHINE_PAGES: SubjectPages = {
  imports: [BootModule, DeploymentModule, MachineModule, MdmModule, ProfileModule],
  controllers: [
    MachinePageController,
    MachineActController,
    DeliveryPageController,
    ConfirmationPageController,
  ],
  providers: [IdentityView, MachineListView, MachineNotices, MachineView, PcPages, PcView],
};

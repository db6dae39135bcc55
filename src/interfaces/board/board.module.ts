import { Module } from '@nestjs/common';
import { DeploymentModule } from '../../deployment/pipeline/index.js';
import { MachineModule } from '../../park/machine/index.js';
import { MdmModule } from '../../documents/mdm/server.js';
import { ProfileModule } from '../../documents/profile/server.js';
import { RecetteModule } from '../../deployment/recette/index.js';
import { CertificateModule } from '../../deployment/certificate/index.js';
import { AssetsController } from './assets.controller.js';
import { ChecksView } from './checks.view.js';
import { ConfirmationPageController } from './confirmation-page.controller.js';
import { CurrentStepStore } from './current-step.store.js';
import { DeliveryPageController } from './delivery-page.controller.js';
import { DeploymentActController, DeploymentPageController } from './deployment-page.controller.js';
import { DeploymentPages } from './deployment-pages.js';
import { DeploymentView } from './deployment.view.js';
import { EventStreams } from './event-streams.js';
import { HomeController } from './home.controller.js';
import { HomeView } from './home.view.js';
import { IdentityView } from './identity.view.js';
import { ListPageController } from './list-page.controller.js';
import { LivePages } from './live-pages.js';
import { LoginController } from './login.controller.js';
import { LotPageController } from './lot-page.controller.js';
import { MachinePageController } from './machine-page.controller.js';
import { MachineNotices } from './machine-notices.js';
import { MachineView } from './machine.view.js';
import { Refusals } from './refusals.js';
import { Rows } from './rows.js';

/** The technicians' web board. */
@Module({
  imports: [CertificateModule, DeploymentModule, MachineModule, MdmModule, ProfileModule, RecetteModule],
  controllers: [
    AssetsController,
    HomeController,
    ListPageController,
    LoginController,
    LotPageController,
    DeploymentPageController,
    DeploymentActController,
    MachinePageController,
    DeliveryPageController,
    ConfirmationPageController,
  ],
  providers: [
    ChecksView,
    CurrentStepStore,
    DeploymentPages,
    DeploymentView,
    EventStreams,
    HomeView,
    IdentityView,
    LivePages,
    MachineNotices,
    MachineView,
    Refusals,
    Rows,
  ],
  exports: [EventStreams],
})
export class BoardModule {}

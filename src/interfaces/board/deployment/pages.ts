import { CertificateModule } from '../../../deployment/certificate/index.js';
import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { ProfileModule } from '../../../documents/profile/server.js';
import { RecetteModule } from '../../../deployment/recette/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { ChecksPageController } from './checks-page.controller.js';
import { ChecksView } from './checks.view.js';
import { DeploymentActController, DeploymentPageController } from './deployment-page.controller.js';
import { DeploymentView } from './deployment.view.js';
import { LogPageController } from './log-page.controller.js';

export const DEPLOYMENT_PAGES: SubjectPages = {
  imports: [CertificateModule, DeploymentModule, ProfileModule, RecetteModule],
  controllers: [DeploymentPageController, DeploymentActController, LogPageController, ChecksPageController],
  providers: [ChecksView, DeploymentView],
};

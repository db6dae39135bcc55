import { CertificateModule } from '../../../deployment/certificate/index.js';
import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { RecetteModule } from '../../../deployment/recette/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { ChecksView } from './checks.view.js';
import { DeploymentActController, DeploymentPageController } from './deployment-page.controller.js';
import { DeploymentPages } from './deployment-pages.js';
import { DeploymentView } from './deployment.view.js';

export const DEPLOYMENT_PAGES: SubjectPages = {
  imports: [CertificateModule, DeploymentModule, RecetteModule],
  controllers: [DeploymentPageController, DeploymentActController],
  providers: [ChecksView, DeploymentPages, DeploymentView],
};

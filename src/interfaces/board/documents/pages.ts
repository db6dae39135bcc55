import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { LabelsPageController } from './labels-page.controller.js';

export const DOCUMENT_PAGES: SubjectPages = {
  imports: [DeploymentModule],
  controllers: [LabelsPageController],
  providers: [],
};

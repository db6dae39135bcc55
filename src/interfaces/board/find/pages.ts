import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { FindPageController } from './find-page.controller.js';

export const FIND_PAGES: SubjectPages = {
  imports: [DeploymentModule],
  controllers: [FindPageController],
  providers: [],
};

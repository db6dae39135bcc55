import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { LotPageController } from './lot-page.controller.js';

export const LOT_PAGES: SubjectPages = {
  imports: [DeploymentModule],
  controllers: [LotPageController],
  providers: [],
};

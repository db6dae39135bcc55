import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { RecetteModule } from '../../../deployment/recette/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { PinPageController } from './pin-page.controller.js';
import { RecetteAnswerPageController, RecettePageController } from './recette-page.controller.js';
import { RecettePages } from './recette-pages.js';
import { RecetteView } from './recette.view.js';
import { TestPageController } from './test-page.controller.js';

export const RECETTE_PAGES: SubjectPages = {
  imports: [DeploymentModule, RecetteModule],
  controllers: [RecettePageController, RecetteAnswerPageController, PinPageController, TestPageController],
  providers: [RecettePages, RecetteView],
};

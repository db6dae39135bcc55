import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { MachineModule } from '../../../park/machine/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { CurrentStepStore } from './current-step.store.js';
import { HomeController } from './home.controller.js';
import { HomeView } from './home.view.js';
import { ListPageController } from './list-page.controller.js';
import { Refusals } from './refusals.js';
import { Rows } from './rows.js';

export const WORKSHOP_PAGES: SubjectPages = {
  imports: [DeploymentModule, MachineModule],
  controllers: [HomeController, ListPageController],
  providers: [CurrentStepStore, HomeView, Refusals, Rows],
};

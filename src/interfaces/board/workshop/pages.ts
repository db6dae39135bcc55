import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { ProfileModule } from '../../../documents/profile/server.js';
import { MachineModule } from '../../../park/machine/index.js';
import { MasterModule } from '../../../park/master/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { PresentStepStore } from './present-step.store.js';
import { FirstSteps } from './first-steps.js';
import { ListPageController } from './list-page.controller.js';
import { Refusals } from './refusals.js';
import { Rows } from './rows.js';
import { WorkshopFeed } from './workshop-feed.js';
import { WorkshopPageController } from './workshop-page.controller.js';
import { WorkshopReading } from './workshop-reading.js';
import { WorkshopStore } from './workshop.store.js';
import { WorkshopView } from './workshop.view.js';

export const WORKSHOP_PAGES: SubjectPages = {
  imports: [DeploymentModule, MachineModule, MasterModule, ProfileModule],
  controllers: [WorkshopPageController, ListPageController],
  providers: [
    PresentStepStore,
    FirstSteps,
    Refusals,
    Rows,
    WorkshopFeed,
    WorkshopReading,
    WorkshopStore,
    WorkshopView,
  ],
};

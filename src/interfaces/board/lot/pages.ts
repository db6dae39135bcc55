import { BootModule } from '../../../deployment/boot/index.js';
import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { ProfileModule } from '../../../documents/profile/server.js';
import type { SubjectPages } from '../frame/pages.js';
import { DraftPages } from './draft-pages.js';
import { LotActsController } from './lot-acts.controller.js';
import { LotListController } from './lot-list.controller.js';
import { LotNewController } from './lot-new.controller.js';
import { LotOrderController } from './lot-order.controller.js';
import { LotPageController } from './lot-page.controller.js';
import { LotPages } from './lot-pages.js';
import { LotPageView } from './lot-page.view.js';
import { OrderViews } from './order.view.js';

/** `/lots/new` is before `/lots/:id`, which it looks like. */
export const LOT_PAGES: SubjectPages = {
  imports: [BootModule, DeploymentModule, ProfileModule],
  controllers: [
    LotListController,
    LotNewController,
    LotOrderController,
    LotPageController,
    LotActsController,
  ],
  providers: [DraftPages, LotPages, LotPageView, OrderViews],
};

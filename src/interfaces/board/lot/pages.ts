import { BootModule } from '../../../deployment/boot/index.js';
import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { ProfileModule } from '../../../documents/profile/server.js';
import type { SubjectPages } from '../frame/pages.js';
import { DraftPages } from './draft-pages.js';
import { LotActController } from './lot-acts.controller.js';
import { LotListPageController } from './lot-list.controller.js';
import { LotNewPageController } from './lot-new.controller.js';
import { LotOrderPageController } from './lot-order.controller.js';
import { LotPageController } from './lot-page.controller.js';
import { LotPages } from './lot-pages.js';
import { LotPageView } from './lot-page.view.js';
import { OrderViews } from './order.view.js';

/** `/lots/new` is before `/lots/:id`, which it looks like. */
export const LOT_PAGES: SubjectPages = {
  imports: [BootModule, DeploymentModule, ProfileModule],
  controllers: [
    LotListPageController,
    LotNewPageController,
    LotOrderPageController,
    LotPageController,
    LotActController,
  ],
  providers: [DraftPages, LotPages, LotPageView, OrderViews],
};

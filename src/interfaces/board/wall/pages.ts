import { DeploymentModule } from '../../../deployment/pipeline/index.js';
import { WallModule } from '../../../park/wall/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { GridPageController } from './grid-page.controller.js';
import { PlacePageController } from './place-page.controller.js';
import { ScreensPageController } from './screens-page.controller.js';
import { WallFeed } from './wall-feed.js';
import { WallPageController } from './wall-page.controller.js';
import { WallView } from './wall.view.js';

export const WALL_PAGES: SubjectPages = {
  imports: [DeploymentModule, WallModule],
  controllers: [WallPageController, GridPageController, PlacePageController, ScreensPageController],
  providers: [WallFeed, WallView],
};

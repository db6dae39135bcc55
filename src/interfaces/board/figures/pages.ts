import { FiguresModule } from '../../../deployment/figures/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { FiguresPageController } from './figures-page.controller.js';

export const FIGURES_PAGES: SubjectPages = {
  imports: [FiguresModule],
  controllers: [FiguresPageController],
  providers: [],
};

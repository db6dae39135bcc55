import { Module } from '@nestjs/common';
import { ADMINISTRATION_PAGES } from './administration/pages.js';
import { CATALOGUE_PAGES } from './catalogues/pages.js';
import { DEPLOYMENT_PAGES } from './deployment/pages.js';
import { DOCUMENT_PAGES } from './documents/pages.js';
import { FIGURES_PAGES } from './figures/pages.js';
import { FIND_PAGES } from './find/pages.js';
import { EventStreams } from './frame/event-streams.js';
import { FRAME } from './frame/pages.js';
import { LOT_PAGES } from './lot/pages.js';
import { MACHINE_PAGES } from './machine/pages.js';
import { PROFILE_PAGES } from './profiles/pages.js';
import { RECETTE_PAGES } from './recette/pages.js';
import { VERIFY_PAGES } from './verify/pages.js';
import { WALL_PAGES } from './wall/pages.js';
import { WORKSHOP_PAGES } from './workshop/pages.js';

/** One subject of the board a line; its folder has its controllers, views and words, and `templates/board/` its pages. */
const SUBJECTS = [
  FRAME,
  FIND_PAGES,
  WORKSHOP_PAGES,
  WALL_PAGES,
  LOT_PAGES,
  MACHINE_PAGES,
  DEPLOYMENT_PAGES,
  RECETTE_PAGES,
  ADMINISTRATION_PAGES,
  CATALOGUE_PAGES,
  DOCUMENT_PAGES,
  FIGURES_PAGES,
  PROFILE_PAGES,
  VERIFY_PAGES,
];

/** The technicians' web board. */
@Module({
  imports: [...new Set(SUBJECTS.flatMap(({ imports }) => imports))],
  controllers: SUBJECTS.flatMap(({ controllers }) => controllers),
  providers: SUBJECTS.flatMap(({ providers }) => providers),
  exports: [EventStreams],
})
export class BoardModule {}

import type { Request } from 'express';
import { type Page, pageOf } from '../frame/reader.js';
import { type CatalogueId, type CatalogueLink, cataloguesFor } from './nav.js';
import { catalogueWords } from './words.js';

/** The values that the templates of all catalogues need. */
export type CataloguePage = Page & {
  catalogues: CatalogueLink[];
  cataloguesName: string;
};

export function cataloguePage(request: Request, title: string, current: CatalogueId): CataloguePage {
  const page = pageOf(request, title, 'catalogues');
  return {
    ...page,
    catalogues: cataloguesFor(page.role, current, page.language),
    cataloguesName: catalogueWords(page.language).catalogues,
  };
}

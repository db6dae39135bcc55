import type { Request } from 'express';
import { pageOf } from '../frame/reader.js';
import { tabsOf, type TabId } from './tabs.js';
import { administrationWords } from './words.js';

/** What the templates of all pages of the administration need. */
export function administrationPage(request: Request, tab: TabId, title?: string) {
  const page = pageOf(request, '', 'administration');
  const t = administrationWords(page.language);
  return { ...page, title: title ?? t[tab], t, tabs: tabsOf(tab, page.language) };
}

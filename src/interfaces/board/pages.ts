import { say, type Language } from '../../platform/core/index.js';

/** Links to the pages around one of several: `previous`, `next`, and where one is. */
export interface PagesView {
  text: string;
  previous?: string;
  next?: string;
}

/** Undefined when there is but one page. `address` ends where the number of the page goes. */
export function pagesOf(address: string, page: number, last: number): PagesView | undefined {
  if (last <= 1) return undefined;
  return {
    text: `${page} / ${last}`,
    ...(page > 1 && { previous: `${address}${page - 1}` }),
    ...(page < last && { next: `${address}${page + 1}` }),
  };
}

/** Says that a list is longer than what is shown of it, and where the rest is. */
export interface MoreView {
  text: string;
  href?: string;
}

/**
 * Undefined when all of a list is shown.
 * @param rest where all of it is: a page, or what else tells it
 */
export function moreOf(
  shown: number,
  total: number,
  language: Language,
  rest: { href?: string; by?: string } = {},
): MoreView | undefined {
  if (shown >= total) return undefined;
  const { href, by } = rest;
  const all = by === undefined ? { fr: '', en: '' } : { fr: ` ; tous : ${by}`, en: `; all of them: ${by}` };
  const text = {
    fr: `${shown} sur ${total} affichés${all.fr}`,
    en: `${shown} of ${total} shown${all.en}`,
  };
  return { text: say(text, language), href };
}

import { z } from 'zod';
import { readable, type Language } from '../../../platform/core/index.js';
import { say } from './say.js';

/** The number of a page in an address. What is not understood is the first: an address that somebody cut is still a page. */
export const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

/** What a list is searched for. */
export const searchedText = z
  .string()
  .catch('')
  .transform((text) => readable(text).trim().slice(0, 200));

/** The position in a list of pages, with links to the previous and next one. */
export interface PagesView {
  text: string;
  previous?: string;
  next?: string;
}

/** Undefined when there is only one page. The page number is appended to `address`. */
export function pagesOf(address: string, page: number, last: number): PagesView | undefined {
  if (last <= 1) return undefined;
  return {
    text: `${page} / ${last}`,
    ...(page > 1 && { previous: `${address}${page - 1}` }),
    ...(page < last && { next: `${address}${page + 1}` }),
  };
}

/** Says that only part of a list is shown, and where the full list is. */
export interface MoreView {
  text: string;
  href?: string;
}

/**
 * Undefined when the full list is shown.
 * @param rest where the full list is: the URL of a page, or a command
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

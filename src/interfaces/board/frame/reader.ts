import type { Request } from 'express';
import { accountOf, csrfTokenOfRequest } from '../../../platform/account/index.js';
import {
  allows,
  LANGUAGES,
  languageOf,
  ROLE_NAMES,
  type Language,
  type Role,
} from '../../../platform/core/index.js';
import { say } from './say.js';
import { sectionsFor, type SectionId, type SectionView } from './sections.js';
import { nextTheme, themeOf, type Theme } from './theme.js';
import { wordsIn, type Words } from './words.js';

/** The cookie of the language switch; it takes precedence over Accept-Language. */
export const LANGUAGE_COOKIE = 'etabli_language';

/** The reader of a page. */
export interface Reader {
  language: Language;
  role?: Role;
  csrf: string;
}

/** The values that the templates of all pages need. */
export interface Page extends Reader {
  title: string;
  w: Words;
  /** The links of the header; none without an account. */
  sections: SectionView[];
  /** Where the switches of language and theme return to. */
  path: string;
  theme: Theme;
  otherTheme: { theme: Theme; name: string };
  otherLanguage: Language;
  otherLanguageName: string;
  /** `href` is the page of the account; a screen of the workshop has none. */
  account?: { displayName: string; roleName: string; href: string };
}

export function languageOfReader(request: Request): Language {
  const chosen: unknown = (request.cookies as Record<string, unknown> | undefined)?.[LANGUAGE_COOKIE];
  return LANGUAGES.find((language) => language === chosen) ?? languageOf(request.headers['accept-language']);
}

export function readerOf(request: Request): Reader {
  return {
    language: languageOfReader(request),
    role: accountOf(request)?.role,
    csrf: csrfTokenOfRequest(request) ?? '',
  };
}

export function pageOf(request: Request, title: string, section: SectionId | '' = ''): Page {
  const reader = readerOf(request);
  const account = accountOf(request);
  const theme = themeOf(request);
  const otherLanguage = reader.language === 'fr' ? 'en' : 'fr';
  return {
    ...reader,
    title,
    w: wordsIn(reader.language),
    sections: account && !isScreen(request) ? sectionsFor(account.role, section, reader.language) : [],
    theme,
    otherTheme: nextTheme(theme, reader.language),
    path: encodeURIComponent(request.method === 'GET' ? request.originalUrl : '/'),
    otherLanguage,
    otherLanguageName: otherLanguage === 'fr' ? 'Français' : 'English',
    ...(account && {
      account: {
        displayName: account.displayName,
        roleName: say(ROLE_NAMES[account.role], reader.language),
        href: isScreen(request) ? '' : '/password',
      },
    }),
  };
}

/** Whether a screen of the wall asks, which has no account. */
export function isScreen(request: Request): boolean {
  return accountOf(request)?.via === 'screen';
}

export function mayAct(reader: Reader): boolean {
  return reader.role !== undefined && allows(reader.role, 'technician');
}

/** The given path if it is on this site, otherwise `/`. Prevents open redirects. */
export function ownPath(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(given) ? given : '/';
}

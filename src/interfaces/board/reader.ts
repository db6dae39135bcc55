import type { Request } from 'express';
import { accountOf, csrfTokenOfRequest } from '../../platform/account/index.js';
import {
  allows,
  LANGUAGES,
  languageOf,
  ROLE_NAMES,
  say,
  type Language,
  type Role,
} from '../../platform/core/index.js';
import { wordsIn, type Words } from './words.js';

/** The language switch leaves this cookie; it wins over the browser's own setting. */
export const LANGUAGE_COOKIE = 'etabli_language';

/** Who looks at a page, and in which language. */
export interface Reader {
  language: Language;
  role?: Role;
  csrf: string;
}

/** What every page's template needs besides its own values. */
export interface Page extends Reader {
  title: string;
  w: Words;
  section: 'lots' | 'machines' | '';
  /** Where the language switch leads back to. */
  path: string;
  otherLanguage: Language;
  otherLanguageName: string;
  account?: { displayName: string; roleName: string };
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

export function pageOf(request: Request, title: string, section: Page['section'] = ''): Page {
  const reader = readerOf(request);
  const account = accountOf(request);
  const otherLanguage = reader.language === 'fr' ? 'en' : 'fr';
  return {
    ...reader,
    title,
    w: wordsIn(reader.language),
    section,
    path: encodeURIComponent(request.method === 'GET' ? request.originalUrl : '/'),
    otherLanguage,
    otherLanguageName: otherLanguage === 'fr' ? 'Français' : 'English',
    ...(account && {
      account: {
        displayName: account.displayName,
        roleName: say(ROLE_NAMES[account.role], reader.language),
      },
    }),
  };
}

export function mayAct(reader: Reader): boolean {
  return reader.role !== undefined && allows(reader.role, 'technician');
}

/** A path of this very site, whatever a link or a form says; `/` for anything else. */
export function ownPath(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(given) ? given : '/';
}

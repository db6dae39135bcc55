import type { Request } from 'express';
import { LANGUAGES, languageOf, type Language } from '../core/index.js';

/** The board's switch leaves this cookie; it wins over the browser's own setting. */
export const LANGUAGE_COOKIE = 'etabli_language';

/** The language that a request wants to be answered in. */
export function languageOfRequest(request: Request): Language {
  const chosen: unknown = (request.cookies as Record<string, unknown> | undefined)?.[LANGUAGE_COOKIE];
  const known = LANGUAGES.find((language) => language === chosen);
  return known ?? languageOf(request.headers['accept-language']);
}

import type { Language } from '../../platform/core/index.js';

/** A time as a page shows it. */
export interface Moment {
  iso: string;
  /** `24/11/2026 14:05`. */
  text: string;
  /** `14:05:09`. */
  clock: string;
}

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;

export function momentOf(at: Date, language: Language): Moment {
  const locale = LOCALES[language];
  return {
    iso: at.toISOString(),
    text: new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }).format(at),
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at),
  };
}

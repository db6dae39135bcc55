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

/** 75 000 ms -> "1 min 15 s". */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
}

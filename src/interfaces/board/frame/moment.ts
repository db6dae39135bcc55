import type { Language } from '../../../platform/core/index.js';

/** A time as a page shows it. */
export interface Moment {
  iso: string;
  /** `24/11/2026 14:05`. */
  text: string;
  /** `14:05:09`. */
  clock: string;
}

/** Made once: a formatter costs more than what it formats, and a page of a large lot has thousands of times. */
const FORMATS = { fr: formatsOf('fr-FR'), en: formatsOf('en-GB') } as const;

function formatsOf(locale: string) {
  return {
    text: new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }),
    clock: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    hour: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  };
}

export function momentOf(at: Date, language: Language): Moment {
  const { text, clock } = FORMATS[language];
  return { iso: at.toISOString(), text: text.format(at), clock: clock.format(at) };
}

/** `14:05` today, else `24 nov. 2026, 14:05`. */
export function momentText(at: Date, language: Language, now = new Date()): string {
  const isToday = at.toDateString() === now.toDateString();
  return FORMATS[language][isToday ? 'hour' : 'day'].format(at);
}

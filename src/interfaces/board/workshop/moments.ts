import type { Language } from '../../../platform/core/index.js';

/** A formatter costs more than what it formats, so each is kept. */
const FORMATS = { fr: formatsOf('fr-FR'), en: formatsOf('en-GB') } as const;

function formatsOf(locale: string) {
  return {
    hour: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  };
}

/** `14:05` today, else `24 nov. 2026, 14:05`. */
export function momentText(at: Date, language: Language, now = new Date()): string {
  const isToday = at.toDateString() === now.toDateString();
  return FORMATS[language][isToday ? 'hour' : 'day'].format(at);
}

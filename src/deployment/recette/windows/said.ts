import type { Bilingual } from '../../../platform/core/index.js';

/** `1 jour`, `3 jours`. */
export function daysText(days: number): Bilingual {
  return { fr: `${days} jour${days > 1 ? 's' : ''}`, en: `${days} day${days === 1 ? '' : 's'}` };
}

/** A day of ISO 8601 as people write it; a text that is none stays as it is. */
export function dayText(iso: string): Bilingual {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) ?? [];
  return { fr: day === undefined ? iso : `${day}/${month}/${year}`, en: iso.slice(0, 10) };
}

/** A moment of ISO 8601 in UTC, to the minute; a text that is none stays as it is. */
export function momentText(iso: string): Bilingual {
  const time = /^\d{4}-\d\d-\d\dT(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/.exec(iso)?.[1];
  if (time === undefined) return { fr: iso, en: iso };
  const { fr, en } = dayText(iso);
  return { fr: `${fr} ${time} UTC`, en: `${en} ${time} UTC` };
}

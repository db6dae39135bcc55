import { InputError } from '../../platform/core/index.js';

const DAY_MS = 86_400_000;
/** Two years and a leap day: a plot of days and a table of weeks stay readable. */
export const LONGEST_DAYS = 731;
const USUAL_DAYS = 30;
/** A period may end after today, as the present month does. */
const LATEST_DAYS = 366;

/** Days as `2026-11-29`, both included. */
export interface Period {
  from: string;
  to: string;
}

/** The days of a request: by default the last thirty. InputError for one that ends before it begins, or is too long. */
export function periodOf(asked: { from?: string; to?: string }, today: string): Period {
  const to = asked.to ?? (asked.from !== undefined && asked.from > today ? asked.from : today);
  const from = asked.from ?? dayAfter(to, 1 - USUAL_DAYS);
  const latest = dayAfter(today, LATEST_DAYS);
  if (to > latest) throw refused('to', to, { fr: `${latest} ou avant`, en: `${latest} or earlier` });
  const length = (at(to) - at(from)) / DAY_MS + 1;
  if (length < 1) throw refused('to', to, { fr: `${from} ou après`, en: `${from} or later` });
  if (length > LONGEST_DAYS) {
    const earliest = dayAfter(to, 1 - LONGEST_DAYS);
    throw refused('from', from, {
      fr: `${earliest} ou après : ${LONGEST_DAYS} jours au plus`,
      en: `${earliest} or later: ${LONGEST_DAYS} days at most`,
    });
  }
  return { from, to };
}

export function daysOf({ from, to }: Period): string[] {
  const count = (at(to) - at(from)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, n) => dayAfter(from, n));
}

/** The Monday of the week of a day. ISO 8601. */
export function mondayOf(day: string): string {
  return dayAfter(day, -((new Date(at(day)).getUTCDay() + 6) % 7));
}

export function dayAfter(day: string, days: number): string {
  return new Date(at(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The day that it is now in this time zone. */
export function todayIn(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
}

function at(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function refused(field: string, found: string, expected: { fr: string; en: string }): InputError {
  return new InputError({ fr: 'cette période ne peut pas être lue', en: 'this period cannot be read' }, [
    { field, found, expected },
  ]);
}

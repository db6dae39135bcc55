import type { Language } from '../../platform/core/index.js';

/** British English: a day before its month, as in French, so that no date is read for another one. */
const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

interface Choice {
  seconds?: boolean;
  /** Another zone than that of this terminal (TZ, or the one of the system). */
  timeZone?: string;
}

/** A moment (ISO 8601) in the zone of this terminal: `29/11/2026 04:15`. Empty for none; another text stays. */
export function localTime(
  moment: string | null | undefined,
  language: Language,
  choice: Choice = {},
): string {
  if (!moment) return '';
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  return formatOf(language, choice).format(at).replace(', ', ' ');
}

function formatOf(language: Language, { seconds = false, timeZone }: Choice): Intl.DateTimeFormat {
  const key = `${language} ${seconds} ${timeZone ?? ''}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'short',
    timeStyle: seconds ? 'medium' : 'short',
    timeZone,
  });
  formats.set(key, made);
  return made;
}

import type { Language } from '../../platform/core/index.js';

/** British English: a day before its month, as in French, so that no date is read for another one. */
const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment (ISO 8601) in the zone of this terminal: `29/11/2026 04:15`. Empty for none; another text stays. */
export function localTime(moment: string | null | undefined, language: Language, seconds = false): string {
  if (!moment) return '';
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  return formatOf(language, seconds).format(at).replace(', ', ' ');
}

function formatOf(language: Language, seconds: boolean): Intl.DateTimeFormat {
  const key = `${language} ${seconds}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'short',
    timeStyle: seconds ? 'medium' : 'short',
  });
  formats.set(key, made);
  return made;
}

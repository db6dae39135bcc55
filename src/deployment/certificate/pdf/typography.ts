import { durationText, say, type Language } from '../../../platform/core/index.js';
import { type Text, inBoth } from '../../proof/index.js';

const NO_BREAK = '\u00a0';

/** The text in the language, with the no-break spaces that French wants before high punctuation and units. */
export function set(text: Text, language: Language): string {
  const said = say(inBoth(text), language);
  const units = said.replace(
    /(\d) (?=(?:[KMGT]i[oB]|[KMGT]?o|B|%|s|min|h|jour\(s\))(?![\p{L}\d]))/gu,
    `$1${NO_BREAK}`,
  );
  if (language !== 'fr') return units;
  return units.replace(/ ([:;!?»])/g, `${NO_BREAK}$1`).replace(/« /g, `«${NO_BREAK}`);
}

export interface Place {
  language: Language;
  /** IANA name; by default the zone of this machine. */
  timeZone?: string;
}

/** `24 novembre 2026 à 14:05 UTC+1` */
export function instantText(iso: string, { language, timeZone }: Place): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(iso));
}

/** `24 novembre 2026` */
export function dayText(iso: string, { language, timeZone }: Place): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone } as const;
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', options).format(new Date(iso));
}

/** `14:05:09` */
export function clockText(iso: string, { timeZone }: Place): string {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone } as const;
  return new Intl.DateTimeFormat('fr-FR', options).format(new Date(iso));
}

/** `1 h 02 min`, on one line. */
export function lastedText(fromIso: string, toIso: string): string {
  return durationText(Date.parse(toIso) - Date.parse(fromIso)).replaceAll(' ', NO_BREAK);
}

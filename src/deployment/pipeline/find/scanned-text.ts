import { readable } from '../../../platform/core/index.js';

/** Longer than any label; a serial number has 128 characters at most. */
export const LONGEST_QUERY = 200;

/** What was typed or scanned, as it is looked for. */
export function queryText(text: string): string {
  return readable(text.replace(/[\t\n]/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_QUERY)
    .toWellFormed();
}

/**
 * The keys of a French keyboard by what the same keys say on an American one. A scanner types keys, not characters: one
 * that was left on its American setting types `é&è` on a French PC where the label says `217`.
 */
const FRENCH_KEYS = '&é"\'(-è_çà)aqzwAQZW,?;.:/!§mM';
const AMERICAN_KEYS = '1234567890-qawzQAWZmM,<.>/?;:';
/** A text without one of these was not typed by such a scanner: every serial number has a digit. */
const TYPED_DIGITS = /[&é"'(è_çà]/;

/** What the label says, when a scanner with an American keyboard typed it on a French PC; undefined otherwise. */
export function fromAmericanScanner(text: string): string | undefined {
  if (!TYPED_DIGITS.test(text)) return undefined;
  return [...text].map((key) => AMERICAN_KEYS[FRENCH_KEYS.indexOf(key)] ?? key).join('');
}

/** Lenovo's labels: `1S`, the machine type and model (10 characters), the serial number (8). */
const LENOVO = /^1S[A-Z0-9]{10}([A-Z0-9]{8})$/;
/** The data identifier of a serial number in front of it. ANSI MH10.8.2, category 19. */
const MARKED = /^S([A-Z0-9]{5,})$/;

/** The serial numbers that a label may mean, the text itself first, in upper case. */
export function serialsIn(text: string): string[] {
  const upper = text.toUpperCase();
  return [upper, ...(LENOVO.exec(upper)?.slice(1) ?? []), ...(MARKED.exec(upper)?.slice(1) ?? [])];
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const WHOLE_UUID = new RegExp(`^${UUID}$`, 'i');
export const isUuid = (text: string): boolean => WHOLE_UUID.test(text);

/** The pages that our labels, documents and screens lead to. Nothing else of a scanned address is followed. */
const PAGES = new RegExp(
  `^/(?:confirm|deployments|lots|machines|recette|verify)/[A-Za-z0-9._-]{1,80}/?$`,
  'i',
);

/** An address on a label or a screen: a page of this site, what to look for instead, or neither. */
export type Address = { path: string } | { query: string } | { foreign: true };

/**
 * Reads a scanned address, undefined for what is none. Its host is ignored, since one server has several names; so it
 * leads to this site whatever a label says. The fragment, which may hold a code, is left out.
 */
export function addressIn(text: string): Address | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  const url = URL.parse(text);
  if (url === null) return { foreign: true };
  const asked = url.searchParams.get('q');
  if (url.pathname === '/find' && asked !== null) return { query: queryText(asked) };
  return PAGES.test(url.pathname) ? { path: url.pathname } : { foreign: true };
}

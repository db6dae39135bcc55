import { PermanentError } from '../core/index.js';

/** Characters that XML does not allow, not even escaped. XML 1.0 §2.2. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
const NOT_XML_ALONE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** A text as character data. A carriage return becomes a reference: parsers turn it into a newline. XML 1.0 §2.11. */
export function escapeText(text: string): string {
  const whole = permitted(text);
  return MARKUP.test(whole) ? whole.replace(EVERY_MARKUP, (found) => ESCAPES[found]!) : whole;
}

const MARKUP = /[&<>\r]/;
const EVERY_MARKUP = /[&<>\r]/g;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** A text as an attribute value in double quotes. White space becomes references, for normalisation. XML 1.0 §3.3.3. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function permitted(text: string): string {
  // Nearly every text needs neither escape nor error.
  if (text.isWellFormed() && !NOT_XML_ALONE.test(text)) return text;
  const found = NOT_XML.exec(text)?.[0];
  if (found === undefined) return text;
  const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  throw new PermanentError({
    fr: `le caractère ${code} ne peut pas être écrit en XML`,
    en: `the character ${code} cannot be written in XML`,
  });
}

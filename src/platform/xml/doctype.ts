import { positionOf } from './position.js';
import { XmlError } from './xml-error.js';

/** The DOCTYPE of property lists; it declares no entity and has no internal subset. man 5 plist. */
const PLIST =
  /^<!DOCTYPE\s+plist\s+PUBLIC\s+"-\/\/Apple(?: Computer)?\/\/DTD PLIST 1\.0\/\/EN"\s+"https?:\/\/www\.apple\.com\/DTDs\/PropertyList-1\.0\.dtd"\s*>/;

/**
 * Refuses a DOCTYPE, and so every entity declaration, before anything is parsed. Only the prolog is searched: a
 * DOCTYPE elsewhere is not well-formed.
 * @throws {XmlError} doctype
 */
export function refuseDoctype(text: string, allowed?: 'plist'): void {
  const at = afterProlog(text);
  if (!/^<!(?!\[CDATA\[|--)/.test(text.slice(at, at + 12))) return;
  if (allowed === 'plist' && PLIST.test(text.slice(at, at + 512))) return;
  throw new XmlError(
    'doctype',
    positionOf(text, at),
    {
      fr: 'le document déclare un DOCTYPE ; les entités qu’il peut définir sont refusées',
      en: 'the document declares a DOCTYPE; the entities that it may define are refused',
    },
    { fr: 'retirez la déclaration <!DOCTYPE …>', en: 'remove the <!DOCTYPE …> declaration' },
  );
}

/** The offset after white space, processing instructions and comments. */
function afterProlog(text: string): number {
  const space = /\s*/y;
  for (let at = 0; ;) {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (end === undefined) return at;
    const closes = text.indexOf(end, at + 2);
    if (closes < 0) return text.length;
    at = closes + end.length;
  }
}

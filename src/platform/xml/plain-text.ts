/** The predefined entities. */
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Character data with its references resolved and its lines ended by line feeds (XML 1.0 §2.11); undefined for
 * what the strict parser must decide.
 */
export function unescapePlain(raw: string, mayHaveReturns: boolean): string | undefined {
  if (raw.includes(']]>')) return undefined;
  const text = mayHaveReturns && raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  return text.includes('&') ? resolved(text) : text;
}

/** Resolves references; undefined when one is not plain. */
export function resolved(text: string): string | undefined {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at);
    if (end < 0 || end - at > 10) return undefined;
    const character = ENTITIES.get(text.slice(at + 1, end)) ?? numbered(text.slice(at + 1, end));
    if (character === undefined) return undefined;
    parts.push(text.slice(from, at), character);
    from = end + 1;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function numbered(reference: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]{1,4})|(\d{1,5}))$/.exec(reference) ?? [];
  if (hexadecimal === undefined && decimal === undefined) return undefined;
  const code = hexadecimal === undefined ? Number(decimal) : parseInt(hexadecimal, 16);
  const isPlain = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code < 0xd800);
  return isPlain ? String.fromCharCode(code) : undefined;
}

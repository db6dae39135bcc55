/** One part of a distinguished name, as it means and not as it is written. */
export interface NamePart {
  /** In capitals: `OU` */
  type: string;
  value: string;
}

/** A value within a distinguished name (RFC 4514 §2.4). */
export function escapedInName(value: string): string {
  return value
    .replace(/[\\",+<>;=]/g, (character) => `\\${character}`)
    .replace(/[\u0000-\u001f\u007f]/g, hex)
    .replace(/^[ #]|(?<=.) $/g, (character) => `\\${character}`);
}

function hex(character: string): string {
  return `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** The parts of a distinguished name, the nearest first. Undefined when it is none. */
export function partsOf(name: string): NamePart[] | undefined {
  const parts = split(name).map((text) =>
    /^\s*([A-Za-z][A-Za-z0-9-]*)\s*=\s*((?:\\[\s\S]|[^\\])*?)\s*$/.exec(text),
  );
  if (parts.some((part) => part === null)) return undefined;
  return parts.map((part) => ({ type: part![1]!.toUpperCase(), value: unescaped(part![2]!) }));
}

/** At the commas that are not escaped. */
function split(name: string): string[] {
  return name.match(/(?:\\[\s\S]|[^\\,])+/g) ?? [];
}

/** Hexadecimal pairs are bytes of UTF-8, of which several make a character. */
function unescaped(value: string): string {
  return value
    .replace(/(?:\\[0-9A-Fa-f]{2})+/g, (pairs) =>
      Buffer.from(pairs.replaceAll('\\', ''), 'hex').toString('utf8'),
    )
    .replace(/\\([\s\S])/g, '$1');
}

/** The same name always alike: types in capitals, values without case, as directories compare. */
export function comparable(name: string): string {
  const parts = partsOf(name) ?? [{ type: '', value: name }];
  return parts.map(({ type, value }) => `${type}=${escapedInName(value.toLowerCase())}`).join(',');
}

export function isSameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

/** Whether it is below the other name, or that name itself. */
export function isWithin(name: string, base: string): boolean {
  return isSameName(name, base) || comparable(name).endsWith(`,${comparable(base)}`);
}

/** `OU=Postes,DC=corp,DC=example` of `CN=PC01,OU=Postes,DC=corp,DC=example` */
export function parentOf(name: string): string {
  return split(name)
    .slice(1)
    .map((part) => part.trim())
    .join(',');
}

/** `DC=corp,DC=example` of `corp.example` */
export function nameOfDomain(domain: string): string {
  return domain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',');
}

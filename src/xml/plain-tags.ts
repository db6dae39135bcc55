import type { XmlAttribute } from './document.js';
import { resolved } from './plain-text.js';
import { NO_ATTRIBUTES } from './tree.js';

/** What prefixes mean; '' is the default namespace. */
type Prefixes = Readonly<Record<string, string>>;

interface QualifiedName {
  qualified: string;
  prefix: string;
  name: string;
}

interface RawAttribute {
  qualified: string;
  value: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const GREATER_THAN = 0x3e;

/** A name with at most one colon. */
const NAME = /^(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)$/;
/** An attribute with the white space that must be before it; no reference but with `&`, no line end. */
const ATTRIBUTE =
  /[ \t\r\n]+((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<\t\r\n]*)"|'([^'<\t\r\n]*)')/y;
const END = /[ \t\r\n]*(\/?)>/y;

/**
 * Reads tags of one text, keeping the elements that are open and what prefixes mean in them. What the last start
 * tag said stands in its fields: an object for each would be as much as the tree itself.
 */
export class PlainTags {
  name = '';
  prefix = '';
  namespace = '';
  attributes: XmlAttribute[] = NO_ATTRIBUTES;
  /** Offset behind the `>` of the last tag. */
  end = 0;
  /** Whether the last start tag was an empty-element tag. */
  isEmpty = false;
  private readonly qualified: string[] = [];
  private readonly prefixes: Prefixes[] = [{ '': '' }];
  private readonly names = new Map<string, QualifiedName>();

  constructor(private readonly text: string) {}

  /** Reads the start tag at an offset, whose element is open from here on; false for what is not plain. */
  open(at: number): boolean {
    const nameEnd = this.nameEnd(at + 1);
    const known = this.nameOf(this.text.slice(at + 1, nameEnd));
    if (!known || known.prefix === 'xmlns') return false;
    const outer = this.prefixes[this.prefixes.length - 1] as Prefixes;
    const prefixes =
      this.text.charCodeAt(nameEnd) === GREATER_THAN ? this.bare(nameEnd, outer) : this.rest(nameEnd, outer);
    const namespace = prefixes?.[known.prefix];
    if (prefixes === undefined || namespace === undefined) return false;
    this.name = known.name;
    this.prefix = known.prefix;
    this.namespace = namespace;
    this.qualified.push(known.qualified);
    this.prefixes.push(prefixes);
    return true;
  }

  /** Closes the innermost element. */
  close(): string | undefined {
    this.prefixes.pop();
    return this.qualified.pop();
  }

  /** The end tag at an offset: the offset behind it; -1 unless it closes the innermost element. */
  closeAt(at: number): number {
    const qualified = this.close();
    if (qualified === undefined || !this.text.startsWith(qualified, at + 2)) return -1;
    const nameEnd = at + 2 + qualified.length;
    if (this.text.charCodeAt(nameEnd) === GREATER_THAN) return nameEnd + 1;
    return this.endAt(nameEnd) && !this.isEmpty ? this.end : -1;
  }

  private bare(nameEnd: number, outer: Prefixes): Prefixes {
    this.end = nameEnd + 1;
    this.isEmpty = false;
    this.attributes = NO_ATTRIBUTES;
    return outer;
  }

  /** What follows the name of a start tag; undefined for what is not plain. */
  private rest(nameEnd: number, outer: Prefixes): Prefixes | undefined {
    const raw = this.rawAttributes(nameEnd);
    if (!raw || !this.endAt(this.end)) return undefined;
    const prefixes = declared(raw, outer);
    const attributes = prefixes && namespaced(raw, prefixes);
    this.attributes = attributes ?? NO_ATTRIBUTES;
    return attributes && prefixes;
  }

  private nameEnd(from: number): number {
    let at = from;
    while (isNameCharacter(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  /** One and the same object for one name: a large document has few names, each thousands of times. */
  private nameOf(qualified: string): QualifiedName | undefined {
    const known = this.names.get(qualified);
    if (known) return known;
    const [, prefix = '', name] = NAME.exec(qualified) ?? [];
    if (name === undefined) return undefined;
    const added = { qualified, prefix, name };
    this.names.set(qualified, added);
    return added;
  }

  /** Leaves `end` behind the last of them. */
  private rawAttributes(from: number): RawAttribute[] | undefined {
    const found: RawAttribute[] = [];
    this.end = from;
    ATTRIBUTE.lastIndex = from;
    for (let match = ATTRIBUTE.exec(this.text); match; match = ATTRIBUTE.exec(this.text)) {
      const [, qualified = '', double, single = ''] = match;
      const written = double ?? single;
      const value = written.includes('&') ? resolved(written) : written;
      if (value === undefined || found.some((other) => other.qualified === qualified)) return undefined;
      found.push({ qualified, value });
      this.end = ATTRIBUTE.lastIndex;
    }
    return found;
  }

  /** Reads white space, `/` perhaps, and `>`. */
  private endAt(at: number): boolean {
    END.lastIndex = at;
    const match = END.exec(this.text);
    this.isEmpty = match?.[1] === '/';
    this.end = END.lastIndex;
    return match !== null;
  }
}

/** Letters, digits, `_`, `-`, `.` and `:`, of ASCII. */
function isNameCharacter(code: number): boolean {
  if (code >= 0x61) return code <= 0x7a;
  if (code >= 0x41) return code <= 0x5a || code === 0x5f;
  return (code >= 0x30 && code <= 0x3a) || code === 0x2d || code === 0x2e;
}

/** The prefixes that hold in an element; undefined for a declaration that is not plain. */
function declared(raw: RawAttribute[], outer: Prefixes): Prefixes | undefined {
  let prefixes: Record<string, string> | undefined;
  for (const { qualified, value } of raw) {
    if (qualified !== 'xmlns' && !qualified.startsWith('xmlns:')) continue;
    const prefix = qualified.slice('xmlns:'.length);
    if (prefix.startsWith('xml') || value.startsWith('http://www.w3.org/XML') || value === XMLNS)
      return undefined;
    if (value.trim() !== value || (value === '' && prefix !== '')) return undefined;
    prefixes ??= { ...outer };
    prefixes[prefix] = value;
  }
  return prefixes ?? outer;
}

function namespaced(raw: RawAttribute[], prefixes: Prefixes): XmlAttribute[] | undefined {
  const attributes: XmlAttribute[] = [];
  for (const { qualified, value } of raw) {
    const attribute = attributeOf(qualified, value, prefixes);
    if (!attribute) return undefined;
    const isTwin = ({ name, namespace }: XmlAttribute) =>
      name === attribute.name && namespace === attribute.namespace && namespace !== '';
    if (attributes.some(isTwin)) return undefined;
    attributes.push(attribute);
  }
  return attributes;
}

function attributeOf(qualified: string, value: string, prefixes: Prefixes): XmlAttribute | undefined {
  const colon = qualified.indexOf(':');
  if (qualified === 'xmlns') return { name: 'xmlns', prefix: '', namespace: XMLNS, value };
  if (colon < 0) return { name: qualified, prefix: '', namespace: '', value };
  const prefix = qualified.slice(0, colon);
  const namespace = prefix === 'xmlns' ? XMLNS : prefixes[prefix];
  return namespace === undefined ? undefined : { name: qualified.slice(colon + 1), prefix, namespace, value };
}

import type { XmlAttribute } from './document.js';
import { resolved } from './plain-text.js';
import { NO_ATTRIBUTES } from './tree.js';

/** A start tag as it was read. */
export interface OpenTag {
  name: string;
  prefix: string;
  namespace: string;
  attributes: XmlAttribute[];
  /** Offset behind its `>`. */
  end: number;
  /** Whether it is an empty-element tag. */
  isClosed: boolean;
}

/** An open element: how its tag is closed, and the prefixes that hold inside. */
interface Scope {
  qualified: string;
  prefixes: Readonly<Record<string, string>>;
}

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
const SLASH = 0x2f;

/** A name with at most one colon. */
const NAME = /^(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)$/;
/** An attribute with the white space that must be before it; no reference but with `&`, no line end. */
const ATTRIBUTE =
  /[ \t\r\n]+((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<\t\r\n]*)"|'([^'<\t\r\n]*)')/y;
const END = /[ \t\r\n]*(\/?)>/y;

/** Reads tags of one text, keeping the elements that are open and what prefixes mean in them. */
export class PlainTags {
  private readonly scopes: Scope[] = [];
  private readonly names = new Map<string, QualifiedName>();
  private readonly outside: Scope = { qualified: '', prefixes: { '': '' } };

  constructor(private readonly text: string) {}

  /** The start tag at an offset, which is open from here on; undefined for what is not plain. */
  open(at: number): OpenTag | undefined {
    const nameEnd = this.nameEnd(at + 1);
    const known = this.name(this.text.slice(at + 1, nameEnd));
    if (!known) return undefined;
    const { qualified, prefix, name } = known;
    const outer = this.scopes.at(-1) ?? this.outside;
    const raw = this.text.charCodeAt(nameEnd) === GREATER_THAN ? NO_RAW : this.attributes(nameEnd);
    const end = raw && this.end(raw === NO_RAW ? nameEnd : ATTRIBUTE.lastIndex);
    if (!raw || !end) return undefined;
    const prefixes = raw === NO_RAW ? outer.prefixes : declared(raw, outer.prefixes);
    const attributes = prefixes && (raw === NO_RAW ? NO_ATTRIBUTES : namespaced(raw, prefixes));
    const namespace = prefixes?.[prefix];
    if (!prefixes || !attributes || namespace === undefined || prefix === 'xmlns') return undefined;
    this.scopes.push({ qualified, prefixes });
    return { name, prefix, namespace, attributes, ...end };
  }

  /** Closes the innermost element, whose tag was an empty one. */
  close(): boolean {
    return this.scopes.pop() !== undefined;
  }

  /** The end tag at an offset: the offset behind it; -1 unless it closes the innermost element. */
  closeAt(at: number): number {
    const scope = this.scopes.pop();
    if (!scope || !this.text.startsWith(scope.qualified, at + 2)) return -1;
    const nameEnd = at + 2 + scope.qualified.length;
    if (this.text.charCodeAt(nameEnd) === GREATER_THAN) return nameEnd + 1;
    const end = this.end(nameEnd);
    return end && !end.isClosed ? end.end : -1;
  }

  private nameEnd(from: number): number {
    let at = from;
    while (isNameCharacter(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  /** One and the same object for one name: a large document has few names, each thousands of times. */
  private name(qualified: string): QualifiedName | undefined {
    const known = this.names.get(qualified);
    if (known) return known;
    const [, prefix = '', name] = NAME.exec(qualified) ?? [];
    if (name === undefined) return undefined;
    const added = { qualified, prefix, name };
    this.names.set(qualified, added);
    return added;
  }

  /** Leaves ATTRIBUTE.lastIndex behind the last of them. */
  private attributes(from: number): RawAttribute[] | undefined {
    const found: RawAttribute[] = [];
    let at = from;
    for (;;) {
      ATTRIBUTE.lastIndex = at;
      const match = ATTRIBUTE.exec(this.text);
      if (!match) break;
      const [, qualified = '', double, single = ''] = match;
      const written = double ?? single;
      const value = written.includes('&') ? resolved(written) : written;
      if (value === undefined || found.some((other) => other.qualified === qualified)) return undefined;
      found.push({ qualified, value });
      at = ATTRIBUTE.lastIndex;
    }
    ATTRIBUTE.lastIndex = at;
    return found;
  }

  private end(at: number): { end: number; isClosed: boolean } | undefined {
    if (this.text.charCodeAt(at) === GREATER_THAN) return { end: at + 1, isClosed: false };
    if (this.text.charCodeAt(at) === SLASH && this.text.charCodeAt(at + 1) === GREATER_THAN) {
      return { end: at + 2, isClosed: true };
    }
    END.lastIndex = at;
    const match = END.exec(this.text);
    return match ? { end: END.lastIndex, isClosed: match[1] === '/' } : undefined;
  }
}

const NO_RAW: RawAttribute[] = [];

/** Letters, digits, `_`, `-`, `.` and `:`, of ASCII. */
function isNameCharacter(code: number): boolean {
  if (code >= 0x61) return code <= 0x7a;
  if (code >= 0x41) return code <= 0x5a || code === 0x5f;
  return (code >= 0x30 && code <= 0x3a) || code === 0x2d || code === 0x2e;
}

/** The prefixes that hold in an element; undefined for a declaration that is not plain. */
function declared(raw: RawAttribute[], outer: Scope['prefixes']): Scope['prefixes'] | undefined {
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

function namespaced(raw: RawAttribute[], prefixes: Scope['prefixes']): XmlAttribute[] | undefined {
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

function attributeOf(
  qualified: string,
  value: string,
  prefixes: Scope['prefixes'],
): XmlAttribute | undefined {
  const colon = qualified.indexOf(':');
  if (qualified === 'xmlns') return { name: 'xmlns', prefix: '', namespace: XMLNS, value };
  if (colon < 0) return { name: qualified, prefix: '', namespace: '', value };
  const prefix = qualified.slice(0, colon);
  const namespace = prefix === 'xmlns' ? XMLNS : prefixes[prefix];
  return namespace === undefined ? undefined : { name: qualified.slice(colon + 1), prefix, namespace, value };
}

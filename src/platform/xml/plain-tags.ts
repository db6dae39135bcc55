import type { XmlAttribute } from './document.js';
import { resolved } from './plain-text.js';
import { isSpace, NO_ATTRIBUTES } from './tree.js';

/** Namespace by prefix; '' is the default namespace. */
type Prefixes = Readonly<Record<string, string>>;

interface QualifiedName {
  qualified: string;
  prefix: string;
  name: string;
  /** The last attribute of that name: the next one with the same value shares the object. */
  last?: XmlAttribute;
  /** The last start tag with this attribute, to detect duplicates. */
  tag: number;
}

interface RawAttribute {
  name: QualifiedName;
  value: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const GREATER_THAN = 0x3e;
const LESS_THAN = 0x3c;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const AMPERSAND = 0x26;

/** A name with at most one colon. */
const NAME = /^(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)$/;
const END = /[ \t\r\n]*(\/?)>/y;

/**
 * Reads the tags of one text and tracks open elements and their namespaces. The result of a start tag is in the
 * fields, since an object for each tag would need as much memory as the tree.
 */
export class PlainTags {
  name = '';
  prefix = '';
  namespace = '';
  attributes: XmlAttribute[] = NO_ATTRIBUTES;
  /** Offset after the `>` of the last tag. */
  end = 0;
  /** Whether the last start tag was an empty-element tag. */
  isEmpty = false;
  private readonly qualified: string[] = [];
  private readonly prefixes: Prefixes[] = [Object.assign(noPrefixes(), { '': '' })];
  private readonly names = new Map<string, QualifiedName>();
  /** The attributes of the current tag; the list is reused. */
  private readonly raw: RawAttribute[] = [];
  private tag = 0;

  constructor(
    private readonly text: string,
    private readonly mostAttributes: number,
  ) {}

  /** Reads the start tag at an offset and opens its element; false for what is not plain. */
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

  /** Reads the end tag at an offset. Returns the offset after it; -1 unless it closes the innermost element. */
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

  /** Shares one object for each name: a large document has few names, each thousands of times. */
  private nameOf(qualified: string): QualifiedName | undefined {
    const known = this.names.get(qualified);
    if (known) return known;
    const [, prefix = '', name] = NAME.exec(qualified) ?? [];
    if (name === undefined) return undefined;
    const added = { qualified, prefix, name, tag: 0 };
    this.names.set(qualified, added);
    return added;
  }

  /** Sets `end` after the last of them. */
  private rawAttributes(from: number): RawAttribute[] | undefined {
    const { text, raw } = this;
    raw.length = 0;
    this.tag += 1;
    this.end = from;
    for (let at = afterSpace(text, from); at > this.end; at = afterSpace(text, this.end)) {
      const nameEnd = this.nameEnd(at);
      if (nameEnd === at) break;
      const name = this.nameOf(text.slice(at, nameEnd));
      const value = this.value(nameEnd);
      if (!name || value === undefined || name.tag === this.tag) return undefined;
      if (raw.length === this.mostAttributes) return undefined;
      name.tag = this.tag;
      raw.push({ name, value });
    }
    return raw;
  }

  /** `="value"` at an offset, with its references resolved; sets `end` after it. */
  private value(from: number): string | undefined {
    const { text } = this;
    const equals = afterSpace(text, from);
    const start = afterSpace(text, equals + 1) + 1;
    const quote = text.charCodeAt(start - 1);
    if (text.charCodeAt(equals) !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) return undefined;
    let hasReferences = false;
    let at = start;
    for (let code = text.charCodeAt(at); code !== quote; code = text.charCodeAt((at += 1))) {
      // Line ends and tabs need normalisation: left to the strict parser. Past the end, the code is NaN.
      if (!(code >= 0x20) || code === LESS_THAN) return undefined;
      hasReferences ||= code === AMPERSAND;
    }
    this.end = at + 1;
    const written = text.slice(start, at);
    return hasReferences ? resolved(written) : written;
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

/** ASCII letters, digits, `_`, `-`, `.` and `:`. */
function isNameCharacter(code: number): boolean {
  if (code >= 0x61) return code <= 0x7a;
  if (code >= 0x41) return code <= 0x5a || code === 0x5f;
  return (code >= 0x30 && code <= 0x3a) || code === 0x2d || code === 0x2e;
}

/** Without a prototype: `constructor` must be an undeclared prefix. */
function noPrefixes(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}

/** Each declaration copies the declarations in scope; a document with more is left to the strict parser. */
const MOST_PREFIXES = 64;

/** The prefixes in scope of an element; undefined for a declaration that is not plain. */
function declared(raw: RawAttribute[], outer: Prefixes): Prefixes | undefined {
  let prefixes: Record<string, string> | undefined;
  for (const { name, value } of raw) {
    if (name.qualified !== 'xmlns' && name.prefix !== 'xmlns') continue;
    const prefix = name.prefix === '' ? '' : name.name;
    if (prefix.startsWith('xml') || value.startsWith('http://www.w3.org/XML') || value === XMLNS)
      return undefined;
    if (value.trim() !== value || (value === '' && prefix !== '')) return undefined;
    prefixes ??= Object.assign(noPrefixes(), outer);
    prefixes[prefix] = value;
  }
  if (prefixes && Object.keys(prefixes).length > MOST_PREFIXES) return undefined;
  return prefixes ?? outer;
}

function namespaced(raw: RawAttribute[], prefixes: Prefixes): XmlAttribute[] | undefined {
  if (raw.length === 0) return NO_ATTRIBUTES;
  const attributes: XmlAttribute[] = [];
  for (const each of raw) {
    const attribute = attributeOf(each, prefixes);
    if (!attribute || hasTwin(attribute, attributes)) return undefined;
    attributes.push(attribute);
  }
  return attributes;
}

/** The most namespaced attributes of an element that are compared with one another. */
const MOST_COMPARED = 64;

/** Whether an attribute before it has the same namespace and name; with too many, the strict parser decides. */
function hasTwin({ name, namespace }: XmlAttribute, before: readonly XmlAttribute[]): boolean {
  if (namespace === '') return false;
  if (before.length > MOST_COMPARED) return true;
  return before.some((other) => other.name === name && other.namespace === namespace);
}

function attributeOf({ name: known, value }: RawAttribute, prefixes: Prefixes): XmlAttribute | undefined {
  const { prefix, name, last } = known;
  const namespace = namespaceOf(known, prefixes);
  if (namespace === undefined) return undefined;
  if (last?.value === value && last.namespace === namespace) return last;
  return (known.last = { name, prefix, namespace, value });
}

function namespaceOf({ qualified, prefix }: QualifiedName, prefixes: Prefixes): string | undefined {
  if (prefix === 'xmlns' || qualified === 'xmlns') return XMLNS;
  return prefix === '' ? '' : prefixes[prefix];
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

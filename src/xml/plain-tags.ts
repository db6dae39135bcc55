import type { XmlAttribute } from './document.js';
import { isNameCharacter, PlainNames, type QualifiedName } from './plain-names.js';
import { resolved } from './plain-text.js';
import { isSpace, NO_ATTRIBUTES } from './tree.js';

/** What prefixes mean; '' is the default namespace. */
type Prefixes = Readonly<Record<string, string>>;

interface RawAttribute {
  name: QualifiedName;
  value: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const GREATER_THAN = 0x3e;
const LESS_THAN = 0x3c;
const EQUALS = 0x3d;
const SLASH = 0x2f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const AMPERSAND = 0x26;

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
  /** The names of the open elements. */
  private readonly opened: QualifiedName[] = [];
  private readonly prefixes: Prefixes[] = [Object.assign(noPrefixes(), { '': '' })];
  private readonly names: PlainNames;
  /** What the tag that is being read says, one list for all tags. */
  private readonly raw: RawAttribute[] = [];

  /** @param codes the code units of the text, and a zero */
  constructor(
    private readonly text: string,
    private readonly codes: Uint16Array,
  ) {
    this.names = new PlainNames(text, codes);
  }

  /** Reads the start tag at an offset, whose element is open from here on; false for what is not plain. */
  open(at: number): boolean {
    const known = this.names.at(at + 1);
    if (!known || known.prefix === 'xmlns') return false;
    const nameEnd = at + 1 + known.qualified.length;
    const outer = this.prefixes[this.prefixes.length - 1] as Prefixes;
    const prefixes =
      this.codes[nameEnd] === GREATER_THAN ? this.bare(nameEnd, outer) : this.rest(nameEnd, outer);
    const namespace = prefixes?.[known.prefix];
    if (prefixes === undefined || namespace === undefined) return false;
    this.name = known.name;
    this.prefix = known.prefix;
    this.namespace = namespace;
    this.opened.push(known);
    this.prefixes.push(prefixes);
    return true;
  }

  /** Closes the innermost element. */
  close(): void {
    this.prefixes.pop();
    this.opened.pop();
  }

  /** The end tag at an offset: the offset behind it; -1 unless it closes the innermost element. */
  closeAt(at: number): number {
    const name = this.opened[this.opened.length - 1];
    if (!name || !this.names.isAt(at + 2, name)) return -1;
    this.close();
    const nameEnd = at + 2 + name.qualified.length;
    if (this.codes[nameEnd] === GREATER_THAN) return nameEnd + 1;
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

  /** Leaves `end` behind the last of them. */
  private rawAttributes(from: number): RawAttribute[] | undefined {
    const { codes, raw } = this;
    raw.length = 0;
    this.end = from;
    for (let at = afterSpace(codes, from); at > this.end; at = afterSpace(codes, this.end)) {
      if (!isNameCharacter(codes[at]!)) break;
      const name = this.names.at(at);
      const value = name && this.value(at + name.qualified.length);
      if (!name || value === undefined || raw.some((other) => other.name === name)) return undefined;
      raw.push({ name, value });
    }
    return raw;
  }

  /** `="value"` at an offset, with its references resolved; leaves `end` behind it. */
  private value(from: number): string | undefined {
    const { codes } = this;
    const equals = afterSpace(codes, from);
    const start = afterSpace(codes, equals + 1) + 1;
    const quote = codes[start - 1];
    if (codes[equals] !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) return undefined;
    let hasReferences = false;
    let at = start;
    for (let code = codes[at]!; code !== quote; code = codes[(at += 1)]!) {
      // Line ends and tabs become spaces, which is left to the strict parser; a zero is the end of the text.
      if (code < 0x20 || code === LESS_THAN) return undefined;
      hasReferences ||= code === AMPERSAND;
    }
    this.end = at + 1;
    const written = this.text.slice(start, at);
    return hasReferences ? resolved(written) : written;
  }

  /** Reads white space, `/` perhaps, and `>`. */
  private endAt(from: number): boolean {
    const at = afterSpace(this.codes, from);
    this.isEmpty = this.codes[at] === SLASH;
    const last = this.isEmpty ? at + 1 : at;
    this.end = last + 1;
    return this.codes[last] === GREATER_THAN;
  }
}

/** Without a prototype: `constructor` is a prefix that nobody declared, as any other. */
function noPrefixes(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}

/** The prefixes that hold in an element; undefined for a declaration that is not plain. */
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
  return prefixes ?? outer;
}

function namespaced(raw: RawAttribute[], prefixes: Prefixes): XmlAttribute[] | undefined {
  if (raw.length === 0) return NO_ATTRIBUTES;
  const attributes = raw.map((each) => attributeOf(each, prefixes));
  return attributes.every((each, index) => each && !hasTwin(each, index, attributes))
    ? (attributes as XmlAttribute[])
    : undefined;
}

/** Whether one before it has the same name by another prefix. */
function hasTwin(
  { name, namespace }: XmlAttribute,
  index: number,
  attributes: (XmlAttribute | undefined)[],
): boolean {
  if (namespace === '') return false;
  for (let at = 0; at < index; at += 1) {
    if (attributes[at]?.name === name && attributes[at]?.namespace === namespace) return true;
  }
  return false;
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

function afterSpace(codes: Uint16Array, from: number): number {
  let at = from;
  while (isSpace(codes[at]!)) at += 1;
  return at;
}

import type { XmlElement } from './document.js';
import { unescapePlain } from './plain-text.js';
import { PlainTags } from './plain-tags.js';
import { LineCounter } from './position.js';
import { bare, isBlank, isBlankText } from './tree.js';

export interface PlainLimits {
  depth: number;
  elements: number;
  /** Of one element. */
  attributes: number;
}

const LESS_THAN = 0x3c;
const SLASH = 0x2f;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;

/** Characters that are invalid or rare: such documents are left to the strict parser. */

const STRANGE = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
const DECLARATION =
  /^<\?xml\s+version\s*=\s*(?:"1\.0"|'1\.0')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/;

/**
 * A fast reader for common documents: elements, attributes, text, CDATA, comments, the five entities, character
 * references, ASCII names. Returns undefined for all others, well-formed or not, in linear time. Its result equals
 * that of the strict parser (ADR 9).
 */
export function readPlain(text: string, limits: PlainLimits): XmlElement | undefined {
  return STRANGE.test(text) ? undefined : new PlainReader(text, limits).read();
}

/** Reads one text. Each method returns the offset after what it read, or -1 for what is not plain. */
class PlainReader {
  private readonly lines: LineCounter;
  private readonly tags: PlainTags;
  private readonly hasReturns: boolean;
  private readonly open: XmlElement[] = [];
  /** Children of all open elements, those of the innermost last; the end tag takes them as a list. */
  private readonly children: XmlElement[] = [];
  /** Where the children of each open element begin, except the innermost. */
  private readonly firsts: number[] = [];
  private first = 0;
  private current?: XmlElement;
  private root?: XmlElement;
  private elements = 0;

  constructor(
    private readonly text: string,
    private readonly limits: PlainLimits,
  ) {
    this.lines = new LineCounter(text);
    this.tags = new PlainTags(text, limits.attributes);
    this.hasReturns = text.includes('\r');
  }

  read(): XmlElement | undefined {
    const { text } = this;
    let at = DECLARATION.exec(text.slice(0, 200))?.[0].length ?? 0;
    while (at >= 0 && at < text.length) {
      const next = text.indexOf('<', at);
      const end = next < 0 ? text.length : next;
      if (end > at && !this.said(at, end)) return undefined;
      if (next < 0) break;
      at = this.markup(next);
    }
    return at >= 0 && this.current === undefined ? this.root : undefined;
  }

  private markup(at: number): number {
    const second = this.text.charCodeAt(at + 1);
    if (second === SLASH) return this.closeTag(at);
    if (second === EXCLAMATION) return this.bang(at);
    return second === QUESTION || second === LESS_THAN ? -1 : this.openTag(at);
  }

  private openTag(at: number): number {
    const { tags, current } = this;
    if (!tags.open(at) || (!current && this.root)) return -1;
    this.elements += 1;
    if (this.elements > this.limits.elements || this.open.length + 2 > this.limits.depth) return -1;
    const element = this.element(at);
    if (current) this.adopt(current, element);
    else this.root = element;
    if (tags.isEmpty) tags.close();
    else this.enter(element);
    return tags.end;
  }

  private element(at: number): XmlElement {
    const { name, prefix, namespace, attributes } = this.tags;
    this.lines.moveTo(at);
    return bare(name, prefix, namespace, attributes, this.lines.currentLine, this.lines.columnOf(at));
  }

  /** Adds a child to an element; white space before the first child is dropped. */
  private adopt(parent: XmlElement, child: XmlElement): void {
    if (!this.hasChildren && isBlankText(parent.text)) parent.text = '';
    this.children.push(child);
  }

  private enter(element: XmlElement): void {
    if (this.current) this.open.push(this.current);
    this.firsts.push(this.first);
    this.first = this.children.length;
    this.current = element;
  }

  private closeTag(at: number): number {
    const end = this.tags.closeAt(at);
    if (end >= 0) this.leave();
    return end;
  }

  /** A list created at its full length takes half the memory of one that grew. */
  private leave(): void {
    const { current, children, first } = this;
    if (current && this.hasChildren) {
      current.children = children.slice(first);
      children.length = first;
    }
    this.first = this.firsts.pop() ?? 0;
    this.current = this.open.pop();
  }

  private get hasChildren(): boolean {
    return this.children.length > this.first;
  }

  private bang(at: number): number {
    const { text } = this;
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4);
      return end >= 0 && text[end + 2] === '>' ? end + 3 : -1;
    }
    const end = text.startsWith('<![CDATA[', at) ? text.indexOf(']]>', at + 9) : -1;
    if (end < 0 || !this.current) return -1;
    const inside = text.slice(at + 9, end);
    this.say(this.current, this.hasReturns ? inside.replace(/\r\n?/g, '\n') : inside);
    return end + 3;
  }

  /** Character data up to the next markup; false for what the strict parser must decide. */
  private said(from: number, to: number): boolean {
    const { text, current } = this;
    if (isBlank(text, from, to)) {
      const next = text.charCodeAt(to + 1);
      const isBeforeChild = current?.text === '' && next !== SLASH && next !== EXCLAMATION;
      if (!current || this.hasChildren || isBeforeChild) return true;
    }
    if (!current) return false;
    const plain = unescapePlain(text.slice(from, to), this.hasReturns);
    if (plain === undefined) return false;
    this.say(current, plain);
    return true;
  }

  /** Adds character data to the innermost element, without the white space around children. */
  private say(current: XmlElement, text: string): void {
    if (this.hasChildren && isBlankText(text)) return;
    current.text = current.text === '' ? text : current.text + text;
  }
}

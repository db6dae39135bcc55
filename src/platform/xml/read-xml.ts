import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decodeXml } from './decode.js';
import { refuseDoctype } from './doctype.js';
import type { XmlAttribute, XmlElement } from './document.js';
import { faultWords } from './fault-words.js';
import { LineCounter } from './position.js';
import { adopt, bare, NO_ATTRIBUTES, say } from './tree.js';
import { XmlError } from './xml-error.js';

export interface XmlLimits {
  /** Bytes; 10 MB by default. */
  bytes?: number;
  /** Depth of nesting; the root has depth 1. */
  depth?: number;
  elements?: number;
  /** Of one element. */
  attributes?: number;
  /** `plist` accepts Apple's DOCTYPE of property lists; by default any DOCTYPE is refused. */
  allowDoctype?: 'plist';
}

export interface XmlDocument {
  root: XmlElement;
  encoding: string;
}

const TEN_MEGABYTES = 10_000_000;
const DEEPEST = 100;
const MOST_ELEMENTS = 1_000_000;
const MOST_ATTRIBUTES = 500;

/**
 * Reads a document with the position of each element. Any bytes give a document or an XmlError in linear time.
 * XML 1.0 and Namespaces in XML 1.0.
 * @throws {XmlError}
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = {}): XmlDocument {
  const most = limits.bytes ?? TEN_MEGABYTES;
  if (bytes.length > most) throw tooLarge(bytes.length, most);
  const { text, encoding } = decodeXml(bytes);
  refuseDoctype(text, limits.allowDoctype);
  return { root: new TreeReader(text, limits).read(), encoding };
}

/** Builds the tree of one text from the events of saxes. */
class TreeReader {
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly lines: LineCounter;
  private readonly open: XmlElement[] = [];
  private current?: XmlElement;
  private root?: XmlElement;
  private offset = 0;
  private elements = 0;
  private attributes = 0;

  constructor(
    private readonly text: string,
    private readonly limits: XmlLimits,
  ) {
    this.lines = new LineCounter(text);
    this.parser.on('opentagstart', ({ name }) => {
      // The parser is past the character after the name; CR LF counts as one character.
      this.offset = this.text.lastIndexOf('<', this.parser.position - name.length - 2);
      this.attributes = 0;
    });
    this.parser.on('attribute', () => this.countAttribute());
    this.parser.on('opentag', (tag) => this.opened(tag));
    this.parser.on('closetag', () => {
      this.current = this.open.pop();
    });
    this.parser.on('text', (text) => this.said(text));
    this.parser.on('cdata', (text) => this.said(text));
    this.parser.on('error', (error) => this.fail(error));
  }

  read(): XmlElement {
    this.parser.write(this.text).close();
    // close() throws for a document without a root.
    return this.root as XmlElement;
  }

  private opened(tag: SaxesTagNS): void {
    this.lines.moveTo(this.offset);
    const line = this.lines.currentLine;
    const column = this.lines.columnOf(this.offset);
    const element = bare(tag.local, tag.prefix, tag.uri, attributesOf(tag), line, column);
    this.count(element);
    if (this.current) {
      adopt(this.current, element);
      this.open.push(this.current);
    } else this.root = element;
    this.current = element;
  }

  private said(text: string): void {
    if (this.current) say(this.current, text);
  }

  private count({ line, column }: XmlElement): void {
    this.elements += 1;
    const most = this.limits.elements ?? MOST_ELEMENTS;
    const deepest = this.limits.depth ?? DEEPEST;
    if (this.elements > most) throw beyond('too-many-elements', { line, column }, most);
    if (this.open.length + (this.current ? 2 : 1) > deepest)
      throw beyond('too-deep', { line, column }, deepest);
  }

  private countAttribute(): void {
    this.attributes += 1;
    const most = this.limits.attributes ?? MOST_ATTRIBUTES;
    if (this.attributes <= most) return;
    this.lines.moveTo(this.offset);
    const at = { line: this.lines.currentLine, column: this.lines.columnOf(this.offset) };
    throw beyond('too-many-attributes', at, most);
  }

  private fail(error: Error): never {
    const { line, columnIndex } = this.parser;
    const message = error.message.replace(/^(?:undefined:)?\d+:\d+: /, '');
    throw new XmlError('not-well-formed', { line, column: Math.max(1, columnIndex) }, faultWords(message), {
      fr: 'corrigez le document à cet endroit, ou juste avant',
      en: 'correct the document here, or just before',
    });
  }
}

function attributesOf(tag: SaxesTagNS): XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  for (const key in tag.attributes) {
    const { local, prefix, uri, value } = tag.attributes[key]!;
    attributes.push({ name: local, prefix, namespace: uri, value });
  }
  return attributes.length > 0 ? attributes : NO_ATTRIBUTES;
}

function tooLarge(bytes: number, most: number): XmlError {
  return new XmlError(
    'too-large',
    { line: 1, column: 1 },
    {
      fr: `le document fait ${bytes} octets, plus que les ${most} acceptés`,
      en: `the document has ${bytes} bytes, more than the ${most} accepted`,
    },
    {
      fr: 'retirez du document ce qui n’a pas à y être (images, scripts longs)',
      en: 'remove what does not belong in the document (images, long scripts)',
    },
  );
}

function beyond(fault: keyof typeof BEYOND, at: { line: number; column: number }, most: number): XmlError {
  return new XmlError(fault, at, BEYOND[fault](most), {
    fr: 'simplifiez le document',
    en: 'make the document simpler',
  });
}

const BEYOND = {
  'too-deep': (most: number) => ({
    fr: `des éléments sont imbriqués sur plus de ${most} niveaux`,
    en: `elements are nested more than ${most} deep`,
  }),
  'too-many-elements': (most: number) => ({
    fr: `il y a plus de ${most} éléments`,
    en: `there are more than ${most} elements`,
  }),
  'too-many-attributes': (most: number) => ({
    fr: `un élément a plus de ${most} attributs`,
    en: `an element has more than ${most} attributes`,
  }),
};

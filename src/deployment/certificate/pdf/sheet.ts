import PDFDocument from 'pdfkit';
import { readable, say } from '../../../platform/core/index.js';
import type { Text } from '../../proof/index.js';
import { INK } from './colours.js';
import { type Face, fontFile, printable } from './fonts.js';
import { wrapped } from './lines.js';
import { reserveSignature, type SignatureHead } from './signature-field.js';
import { type Place, set } from './typography.js';

/** Points; A4 is 595.28 × 841.89. */
const MARGIN = 44;
const FOOT = 52;
/** From one baseline to the next, of the size of the letters. */
const LEADING = 1.28;

/** How a text looks; by default 9 points of Source Sans. */
export interface Look {
  face?: Face;
  bold?: boolean;
  size?: number;
  colour?: string;
}

/** A line of text that is measured and ready to be drawn. */
export interface Line {
  text: string;
  font: string;
  size: number;
  colour: string;
  height: number;
}

export type Element = PDFKit.PDFStructureElement;
/** The elements of ISO 32000-1 §14.8.4 that are used here. */
export type Tag =
  | 'Document'
  | 'H1'
  | 'H2'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'
  | 'Sect';

export interface Head {
  title: string;
  subject: string;
  at: Date;
  /** The words at the foot of each page. */
  foot: string;
  landscape?: boolean;
  signature?: SignatureHead;
  /** What is attached, as its data: PDF/A-3, ISO 19005-3 §6.8. */
  file?: { name: string; content: Buffer; mediaType: string; description: string };
}

/** Of XML, without what pdfkit does not escape in it. */
const plain = (text: string) => readable(text).replace(/[<>&]/g, ' ');

/**
 * A tagged PDF/A-3a (ISO 19005-3) that is written from the top of its first page to the end of its last one. What is
 * drawn belongs to an element of its structure, or is an artifact.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Element;
  readonly left = MARGIN;
  readonly width: number;
  /** Where the next block begins, and where the page ends. */
  y = MARGIN;
  readonly bottom: number;

  constructor(
    private readonly head: Head,
    readonly place: Place,
  ) {
    this.doc = new PDFDocument({
      size: 'A4',
      layout: head.landscape ? 'landscape' : 'portrait',
      margin: 0,
      bufferPages: true,
      subset: 'PDF/A-3a',
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: place.language === 'fr' ? 'fr-FR' : 'en-GB',
      font: fontFile('Sans'),
      info: {
        Title: plain(head.title),
        Subject: plain(head.subject),
        Author: 'Établi',
        Creator: 'Établi',
        Producer: 'Établi',
        CreationDate: head.at,
      },
    });
    this.width = this.doc.page.width - 2 * MARGIN;
    this.bottom = this.doc.page.height - FOOT;
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /** A text of this place, in lines that fit. */
  lines(text: Text, width: number, look: Look = {}): Line[] {
    const { face = 'Sans', bold = false, size = 9, colour = INK.text } = look;
    const ready = printable(set(text, this.place.language), face);
    const font = fontFile(ready.font, bold);
    this.doc.font(font).fontSize(size);
    const texts = wrapped(ready.text, width, (part) => this.doc.widthOfString(part));
    return texts.map((line) => ({ text: line, font, size, colour, height: size * LEADING }));
  }

  /** Draws lines from `y` down, without moving on. */
  draw(
    lines: readonly Line[],
    x: number,
    y: number,
    align?: { width: number; side: 'right' | 'center' },
  ): void {
    let at = y;
    for (const { text, font, size, colour, height } of lines) {
      this.doc.font(font).fontSize(size).fillColor(colour);
      const free = align === undefined ? 0 : align.width - this.doc.widthOfString(text);
      const indent = align === undefined ? 0 : align.side === 'right' ? free : free / 2;
      if (text !== '') this.doc.text(text, x + indent, at, { lineBreak: false });
      at += height;
    }
  }

  /** A child element that stays open for more; the caller ends it. */
  open(parent: Element, tag: Tag, options: Parameters<PDFKit.PDFDocument['struct']>[1] = {}): Element {
    const element = this.doc.struct(tag, options);
    parent.add(element);
    return element;
  }

  /** What is drawn here is content of the element, on this page. */
  content(element: Element, tag: Tag, draw: () => void): void {
    const marked = this.doc.markStructureContent(tag);
    draw();
    this.doc.endMarkedContent();
    element.add(marked);
  }

  /** A whole element with its content on this page. */
  tagged(parent: Element, tag: Tag, draw: () => void, options: Parameters<Sheet['open']>[2] = {}): void {
    const element = this.open(parent, tag, options);
    this.content(element, tag, draw);
    element.end();
  }

  /** What is there for the eye only: lines, colours, what is repeated. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  /** Goes on to a new page unless this height is left. */
  room(height: number): void {
    if (this.y + height > this.bottom && this.y > MARGIN) this.newPage();
  }

  newPage(): void {
    this.doc.addPage();
    this.y = MARGIN;
  }

  /** The most that a page holds. */
  get pageHeight(): number {
    return this.bottom - MARGIN;
  }

  get leftOver(): number {
    return this.bottom - this.y;
  }

  /** A paragraph, which may go over pages. */
  paragraph(
    text: Text,
    look: Look = {},
    { tag = 'P', after = 4, parent = this.root }: { tag?: Tag; after?: number; parent?: Element } = {},
  ): void {
    const element = this.open(parent, tag);
    let rest = this.lines(text, this.width, look);
    while (rest.length > 0) {
      this.room(rest[0]!.height);
      const fit = fitting(rest, this.leftOver);
      const now = rest.slice(0, fit);
      this.content(element, tag, () => this.draw(now, this.left, this.y));
      this.y += heightOf(now);
      rest = rest.slice(fit);
    }
    element.end();
    this.y += after;
  }

  /** The title of a part, never alone at the foot of a page. */
  title(text: Text): void {
    const lines = this.lines(text, this.width, { face: 'Title', size: 11, colour: INK.accent });
    this.y += 8;
    this.room(heightOf(lines) + 36);
    this.tagged(this.root, 'H2', () => this.draw(lines, this.left, this.y));
    this.y += heightOf(lines) + 2;
  }

  rule(y: number, colour = INK.line, thickness = 0.5, x = this.left, width = this.width): void {
    this.artifact(() =>
      this.doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(thickness)
        .strokeColor(colour)
        .stroke(),
    );
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    this.artifact(() => this.doc.rect(x, y, width, height).fill(colour));
  }

  /** The bytes of the PDF, with the room for its signature when it is to have one. */
  async finish(): Promise<Buffer> {
    this.feet();
    const { file, signature } = this.head;
    if (file) {
      this.doc.file(file.content, {
        name: file.name,
        type: file.mediaType,
        description: file.description,
        relationship: 'Data',
        creationDate: this.head.at,
        modifiedDate: this.head.at,
      } as Parameters<PDFKit.PDFDocument['file']>[1]);
    }
    if (signature) reserveSignature(this.doc, signature);
    this.root.end();
    const chunks: Buffer[] = [];
    this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise((resolve) => this.doc.on('end', resolve));
    this.doc.end();
    await ended;
    return Buffer.concat(chunks);
  }

  private feet(): void {
    const { count } = this.doc.bufferedPageRange();
    const word = say({ fr: 'page', en: 'page' }, this.place.language);
    const small = { size: 7.5, colour: INK.soft };
    const [foot] = this.lines(this.head.foot, this.width - 70, small);
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      this.rule(this.bottom + 14);
      const number = this.lines(`${word} ${page + 1}/${count}`, 70, small);
      this.artifact(() => {
        this.draw(foot ? [foot] : [], this.left, this.bottom + 19);
        this.draw(number, this.left + this.width - 70, this.bottom + 19, { width: 70, side: 'right' });
      }, 'Pagination');
    }
  }
}

export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { height }) => sum + height, 0);
}

/** How many of the lines fit in a height; at least one, so that it goes on. */
export function fitting(lines: readonly Line[], height: number): number {
  let [count, used] = [0, 0];
  for (const line of lines) {
    used += line.height;
    if (used > height + 0.01) break;
    count += 1;
  }
  return Math.max(1, count);
}

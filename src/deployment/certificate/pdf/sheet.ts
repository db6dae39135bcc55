import PDFDocument from 'pdfkit';
import { registerFonts, useFace, type Face } from './fonts.js';

export const INK = { text: '#1c2530', soft: '#5b6775', line: '#d5dbe2', band: '#f3f5f8', accent: '#14506e' };
export const VERDICT_INK = { good: '#1d7a46', warn: '#b26a00', bad: '#b3261e' };

/** Points; A4 is 595.28 × 841.89. */
const MARGIN = 44;
const FOOTER = 34;
const PAD = 4;

export interface Style {
  face?: Face;
  size?: number;
  color?: string;
  align?: 'left' | 'right' | 'center';
}

export interface Column {
  title: string;
  /** Share of the width. */
  share: number;
  face?: Face;
  size?: number;
  align?: 'left' | 'right';
}

/** `note` stands under the text, smaller and softer. */
export type Cell = string | { text: string; note?: string; color?: string; face?: Face };

const NOTE: Style = { size: 7.5, color: INK.soft };

export interface DocumentInfo {
  title: string;
  subject: string;
  author: string;
  createdAt: Date;
  language: string;
  /** The media size, with which lists of many columns lie down. */
  landscape?: boolean;
}

/** A sheet of paper that is written from top to bottom and goes on to a next page by itself. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly left = MARGIN;
  readonly width: number;
  y = MARGIN;
  private readonly chunks: Buffer[] = [];
  private readonly done: Promise<Buffer>;

  constructor({ title, subject, author, createdAt, language, landscape }: DocumentInfo) {
    // Margins are kept by this class: pdfkit's own bottom margin opens pages unasked.
    this.doc = new PDFDocument({
      size: 'A4',
      layout: landscape ? 'landscape' : 'portrait',
      margin: 0,
      bufferPages: true,
      lang: language,
      displayTitle: true,
      pdfVersion: '1.7',
      info: {
        Title: title,
        Subject: subject,
        Author: author,
        Creator: 'Établi',
        CreationDate: createdAt,
        ModDate: createdAt,
      },
    });
    this.width = this.doc.page.width - 2 * MARGIN;
    this.done = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
      this.doc.on('end', () => resolve(Buffer.concat(this.chunks)));
      this.doc.on('error', reject);
    });
    registerFonts(this.doc);
  }

  get bottom(): number {
    return this.doc.page.height - MARGIN - FOOTER + 14;
  }

  /** The height that a text takes in this width. */
  measure(text: string, width: number, { face = 'regular', size = 9 }: Style = {}): number {
    const printable = useFace(this.doc, face, text);
    return this.doc.fontSize(size).heightOfString(printable, { width, lineGap: 0.6 });
  }

  /** Puts a text at a place; the cursor stays. Gives the height that it took. */
  put(text: string, x: number, y: number, width: number, style: Style = {}): number {
    const { face = 'regular', size = 9, color = INK.text, align = 'left' } = style;
    const height = this.measure(text, width, style);
    const printable = useFace(this.doc, face, text);
    this.doc.fontSize(size).fillColor(color).text(printable, x, y, { width, align, lineGap: 0.6 });
    return height;
  }

  /** Begins a new page unless this height still fits. */
  keep(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.doc.addPage();
    this.y = MARGIN;
    return true;
  }

  section(title: string, follows = 84): void {
    this.keep(26 + follows);
    this.y += 10;
    const height = this.put(title, this.left, this.y, this.width, {
      face: 'bold',
      size: 11,
      color: INK.accent,
    });
    this.y += height + 2;
    this.rule(INK.accent, 0.8);
    this.y += 5;
  }

  rule(color = INK.line, thickness = 0.5): void {
    this.doc
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .lineWidth(thickness)
      .strokeColor(color)
      .stroke();
  }

  paragraph(text: string, style: Style = {}): void {
    const height = this.measure(text, this.width, style);
    this.keep(height);
    this.put(text, this.left, this.y, this.width, style);
    this.y += height + 3;
  }

  /** A titled block of label and value at a place; gives its height. */
  facts(title: string, pairs: [string, string][], x: number, y: number, width: number): number {
    const label = 78;
    let at = y;
    at += this.put(title, x, at, width, { face: 'semibold', size: 9.5, color: INK.accent }) + 3;
    for (const [name, value] of pairs) {
      const nameHeight = this.put(name, x, at + 0.6, label - 4, { size: 8, color: INK.soft });
      const valueHeight = this.put(value === '' ? '—' : value, x + label, at, width - label, { size: 9 });
      at += Math.max(nameHeight, valueHeight) + 2;
    }
    return at - y;
  }

  /** A table whose head is repeated on each page that it goes on to. */
  table(columns: Column[], rows: Cell[][]): void {
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (this.width * share) / total);
    this.keep(44);
    this.tableHead(columns, widths);
    rows.forEach((row, index) => {
      const inner = (i: number) => (widths[i] ?? 0) - 2 * PAD;
      const heights = row.map((cell, i) => this.cellHeight(cell, inner(i), columns[i]));
      const height = Math.max(...heights) + 2 * 2.6;
      if (this.keep(height)) this.tableHead(columns, widths);
      if (index % 2 === 1) this.doc.rect(this.left, this.y, this.width, height).fill(INK.band);
      let x = this.left;
      row.forEach((cell, i) => {
        this.putCell(cell, x + PAD, this.y + 2.6, inner(i), columns[i]);
        x += widths[i] ?? 0;
      });
      this.y += height;
    });
    this.rule();
    this.y += 3;
  }

  private cellHeight(cell: Cell, width: number, column: Column | undefined): number {
    const note = typeof cell === 'string' ? undefined : cell.note;
    const height = this.measure(textOf(cell), width, styleOf(cell, column));
    return note === undefined ? height : height + this.measure(note, width, NOTE);
  }

  private putCell(cell: Cell, x: number, y: number, width: number, column: Column | undefined): void {
    const style = { ...styleOf(cell, column), align: column?.align };
    const height = this.put(textOf(cell), x, y, width, style);
    if (typeof cell !== 'string' && cell.note !== undefined) this.put(cell.note, x, y + height, width, NOTE);
  }

  private tableHead(columns: Column[], widths: number[]): void {
    let x = this.left;
    columns.forEach(({ title, align }, i) => {
      this.put(title, x + PAD, this.y, (widths[i] ?? 0) - 2 * PAD, {
        face: 'semibold',
        size: 8,
        color: INK.soft,
        align,
      });
      x += widths[i] ?? 0;
    });
    this.y += 13;
    this.rule();
    this.y += 1;
  }

  /** Writes the foot of every page and closes the document. */
  async finish(foot: (page: number, pages: number) => [left: string, right: string]): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let i = 0; i < count; i++) {
      this.doc.switchToPage(start + i);
      const [left, right] = foot(i + 1, count);
      this.y = this.doc.page.height - FOOTER;
      this.rule();
      this.put(left, this.left, this.y + 5, this.width * 0.8, { size: 7.5, color: INK.soft });
      this.put(right, this.left + this.width * 0.8, this.y + 5, this.width * 0.2, {
        size: 7.5,
        color: INK.soft,
        align: 'right',
      });
    }
    this.doc.end();
    return this.done;
  }
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function styleOf(cell: Cell, column: Column | undefined): Style {
  const own: Style = typeof cell === 'string' ? {} : { face: cell.face, color: cell.color };
  return { face: own.face ?? column?.face, size: column?.size ?? 8.5, color: own.color };
}

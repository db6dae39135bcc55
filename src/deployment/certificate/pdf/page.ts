import pdfmake from 'pdfmake';
import type {
  Content,
  CustomTableLayout,
  Style,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import { say, type Bilingual } from '../../../platform/core/index.js';
import type { CertificateVerdict, Text } from '../../proof/index.js';
import { type Face, FONTS, printable } from './fonts.js';
import { type Place, set } from './typography.js';

export const INK = { text: '#1c2530', soft: '#5b6775', line: '#d5dbe2', band: '#f3f5f8', accent: '#14506e' };
export const VERDICT_INK = { good: '#1d7a46', warn: '#b26a00', bad: '#b3261e' };
export const VERDICT_COLOURS: Record<CertificateVerdict, string> = {
  conforming: VERDICT_INK.good,
  'conforming-with-reservations': VERDICT_INK.warn,
  'non-conforming': VERDICT_INK.bad,
};

/** Points; A4 is 595.28 × 841.89. */
const MARGIN = 44;
const PAD = 4;
const LINE = { type: 'line' as const, x1: 0, y1: 0, y2: 0, lineWidth: 0.5, lineColor: INK.line };
/** A cell of fewer characters, as JSON, fits on one page in the narrowest column: its row is not divided. */
const SHORT_CELL = 800;

/** `note` is put under the text, smaller and softer; what is not known is a dash. */
export type Cell = Text | undefined | { text: Text; note?: Text; color?: string; bold?: boolean };
type Look = Omit<Style, 'font'> & { font?: Face };
interface Head {
  title: string;
  subject: string;
  at: Date;
  /** The words at the foot of each page. */
  foot: string;
  landscape?: boolean;
  /** What is attached. */
  file?: NonNullable<TDocumentDefinitions['files']>[string];
}

pdfmake.setFonts(FONTS);
pdfmake.setUrlAccessPolicy(() => false);
const fontFiles = new Set(Object.values(FONTS).flatMap((family) => Object.values(family)));
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));

/** What the certificate and the lot's report are laid out with, in one language. */
export class Page {
  readonly width: number;

  constructor(
    readonly place: Place,
    { landscape = false } = {},
  ) {
    this.width = (landscape ? 841.89 : 595.28) - 2 * MARGIN;
  }

  text(text: Text, { font = 'Sans', ...style }: Look = {}) {
    return { ...printable(set(text, this.place.language), font), ...style };
  }

  /** The product, a title and two lines under it. */
  head(title: Text, subtitle: Text, line: Text) {
    return {
      stack: [
        this.text('Établi', { font: 'Title', fontSize: 10, color: INK.accent }),
        this.text(title, { font: 'Title', fontSize: 22 }),
        this.text(subtitle, { fontSize: 12, color: INK.soft }),
        { ...this.text(line, { bold: true, fontSize: 9.5 }), margin: margin(0, 4, 0, 0) },
      ],
    };
  }

  /** A titled list of labels and values; a label without a value is left out. */
  facts(title: Text, labels: Bilingual, values: (Text | undefined)[], look: Look = {}) {
    const names = this.split(labels, { fontSize: 8, color: INK.soft });
    const body = values.flatMap((value, at) => (value ? [[names[at]!, this.text(value, look)]] : []));
    return {
      stack: [
        this.text(title, { bold: true, fontSize: 9.5, color: INK.accent }),
        { table: { widths: [74, '*'], body }, layout: PLAIN },
      ],
      margin: margin(0, 0, 0, 6),
    };
  }

  beside(...columns: Content[]): Content {
    return { columns, columnGap: 20 };
  }

  /** A titled table, with its title and heads again on each page; nothing without rows. */
  table(title: Text, heads: Bilingual, shares: number[], rows: Cell[][], fontSize = 8.5): Content {
    if (rows.length === 0) return [];
    const total = shares.reduce((sum, share) => sum + share, 0);
    const first = { margin: margin(-PAD, 0, 0, 0), colSpan: shares.length };
    const isShort = rows.flat().every((cell = '') => JSON.stringify(cell).length < SHORT_CELL);
    return {
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: isShort,
        widths: shares.map((share) => (this.width * share) / total - 2 * PAD),
        body: [
          shares.map((_, at) => (at > 0 ? '' : { ...this.title(title), ...first })),
          this.split(heads, { bold: true, fontSize: 8, color: INK.soft }),
          ...rows.map((row) => row.map((cell, at) => this.cell(cell, { fontSize, bold: at === 0 }))),
        ],
      },
      layout: LINED,
      margin: margin(0, 6, 0, 3),
    };
  }

  /** `Nom | Version`: the text of each column. */
  private split(texts: Bilingual, look: Look) {
    return texts[this.place.language].split(' | ').map((text) => this.text(text, look));
  }

  title(title: Text) {
    return this.text(title, { font: 'Title', fontSize: 11, color: INK.accent });
  }

  private cell(cell: Cell, style: Look): TableCell {
    if (cell === undefined || typeof cell === 'string' || 'fr' in cell) return this.text(cell ?? '—', style);
    const { text, note, ...own } = cell;
    const first = this.text(text, { ...style, ...own });
    return note === undefined ? first : [first, this.text(note, { fontSize: 7.5, color: INK.soft })];
  }

  /** The PDF. It is not signed yet. */
  async render({ title, subject, at, foot, landscape, file }: Head, content: Content): Promise<Buffer> {
    const small = { fontSize: 7.5, color: INK.soft };
    const { language } = this.place;
    const page = say({ fr: 'page', en: 'page' }, language);
    return pdfmake
      .createPdf({
        content,
        files: file && { file },
        footer: (number, count) => [
          { canvas: [{ ...LINE, x2: this.width }], margin: [MARGIN, 14, MARGIN, 5] },
          {
            columns: [
              this.text(foot, small),
              { ...this.text(`${page} ${number}/${count}`, small), width: 60, alignment: 'right' },
            ],
            margin: [MARGIN, 0],
          },
        ],
        pageSize: 'A4',
        pageOrientation: landscape ? 'landscape' : 'portrait',
        pageMargins: [MARGIN, MARGIN, MARGIN, 50],
        defaultStyle: { font: 'Sans', fontSize: 9, color: INK.text },
        language: language === 'fr' ? 'fr-FR' : 'en-GB',
        version: '1.7',
        displayTitle: true,
        info: { title, subject, author: 'Établi', creator: 'Établi', creationDate: at, modDate: at },
      })
      .getBuffer();
  }
}

/** left, top, right, bottom */
export function margin(...sides: [number, number, number, number]) {
  return sides;
}

const layout = (horizontal: number, vertical: number, lines: Partial<CustomTableLayout> = {}) => ({
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => horizontal,
  paddingRight: () => horizontal,
  paddingTop: () => vertical,
  paddingBottom: () => vertical,
  ...lines,
});

const PLAIN = layout(0, 0.8);
const LINED = layout(PAD, 2.6, {
  hLineWidth: (at, { table }) => (at === 1 ? 0.8 : at === 2 || at === table.body.length ? 0.5 : 0),
  hLineColor: (at) => (at === 1 ? INK.accent : INK.line),
  fillColor: (at) => (at > 2 && at % 2 === 1 ? INK.band : null),
});
export const BOXED = layout(8, 6, {
  hLineWidth: () => 0.7,
  vLineWidth: () => 0.7,
  hLineColor: () => INK.line,
  vLineColor: () => INK.line,
});
/** White words on a colour. */
export const band = (color: string) => layout(14, 9, { fillColor: () => color });

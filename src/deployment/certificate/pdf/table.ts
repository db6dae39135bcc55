import type { Bilingual } from '../../../platform/core/index.js';
import type { Text } from '../../proof/index.js';
import { INK } from './colours.js';
import { type Element, fitting, heightOf, type Line, type Look, type Sheet } from './sheet.js';

/** `note` is put under the text, smaller and softer; what is not known is a dash. */
export type Cell = Text | undefined | { text: Text; note?: Text; colour?: string; bold?: boolean };

export interface TableOrder {
  title: Text;
  /** `Nom | Version`: the head of each column. */
  heads: Bilingual;
  /** The widths of the columns, in proportion. */
  shares: number[];
  rows: Cell[][];
  size?: number;
  /** The height of a row at least: room to write by hand. */
  rowHeight?: number;
}

const PAD = { x: 4, y: 2.6 };

interface Columns {
  at: number[];
  widths: number[];
}

/** A titled table, with its title and heads again on each page; nothing without rows. */
export function drawTable(
  sheet: Sheet,
  { title, heads, shares, rows, size = 8.5, rowHeight = 0 }: TableOrder,
): void {
  if (rows.length === 0) return;
  const columns = columnsOf(sheet, shares);
  const head = heads[sheet.place.language].split(' | ');
  const headLines = cellLines(sheet, columns, head, { size: 8, bold: true, colour: INK.soft });
  const bodies = rows.map((row) =>
    row.map((cell, at) => linesOf(sheet, columns.widths[at]! - 2 * PAD.x, cell, at, size)),
  );
  const draw = new TableDrawing(sheet, columns, title, headLines, rowHeight);
  draw.begin(Math.max(rowHeight, tallest(bodies[0] ?? [])));
  bodies.forEach((cells, at) => draw.row(cells, at));
  draw.end();
}

class TableDrawing {
  private table!: Element;

  constructor(
    private readonly sheet: Sheet,
    private readonly columns: Columns,
    private readonly title: Text,
    private readonly heads: Line[][],
    private readonly rowHeight: number,
  ) {}

  /** The title and the heads; with the first row on their page. */
  begin(firstRow: number): void {
    const { sheet } = this;
    sheet.y += 8;
    sheet.room(this.headHeight + Math.min(firstRow + 2 * PAD.y, sheet.pageHeight / 2));
    const title = this.titleLines;
    sheet.tagged(sheet.root, 'H2', () => sheet.draw(title, sheet.left, sheet.y));
    sheet.y += heightOf(title) + 2;
    this.table = sheet.open(sheet.root, 'Table');
    this.headRow((lines, x, y) => {
      const row = this.openRow ?? (this.openRow = sheet.open(this.table, 'TR'));
      sheet.tagged(row, 'TH', () => sheet.draw(lines, x, y), { scope: 'Column' } as never);
    });
    this.openRow?.end();
  }
  private openRow?: Element;

  /** A row as a whole when it fits, else over pages, as many lines of each cell as there is room. */
  row(cells: Line[][], index: number): void {
    const { sheet } = this;
    const row = sheet.open(this.table, 'TR');
    const elements = cells.map((_, at) =>
      sheet.open(row, at === 0 ? 'TH' : 'TD', at === 0 ? ({ scope: 'Row' } as never) : {}),
    );
    let rest = cells;
    const whole = Math.max(tallest(rest), this.rowHeight - 2 * PAD.y) + 2 * PAD.y;
    if (whole > sheet.leftOver && whole <= sheet.pageHeight - this.headHeight) this.continued();
    do {
      if (sheet.leftOver < 2 * PAD.y + (firstHeight(rest) ?? 0)) this.continued();
      const room = sheet.leftOver - 2 * PAD.y;
      const now = rest.map((lines) => lines.slice(0, lines.length === 0 ? 0 : fitting(lines, room)));
      this.drawPart(now, elements, index);
      rest = rest.map((lines, at) => lines.slice(now[at]!.length));
    } while (rest.some((lines) => lines.length > 0));
    elements.forEach((element) => element.end());
    row.end();
  }

  end(): void {
    this.table.end();
    this.sheet.rule(this.sheet.y);
    this.sheet.y += 3;
  }

  private drawPart(cells: Line[][], elements: Element[], index: number): void {
    const { sheet, columns } = this;
    const height = Math.max(tallest(cells) + 2 * PAD.y, this.rowHeight);
    if (index % 2 === 1) sheet.fill(sheet.left, sheet.y, sheet.width, height, INK.band);
    const y = sheet.y + PAD.y;
    cells.forEach((lines, at) =>
      sheet.content(elements[at]!, at === 0 ? 'TH' : 'TD', () =>
        sheet.draw(lines, columns.at[at]! + PAD.x, y),
      ),
    );
    sheet.y += height;
  }

  /** The next page, with the title and the heads for the eye: a screen reader has read them. */
  private continued(): void {
    const { sheet } = this;
    sheet.rule(sheet.y);
    sheet.newPage();
    const title = this.titleLines;
    sheet.artifact(() => sheet.draw(title, sheet.left, sheet.y), 'Pagination');
    sheet.y += heightOf(title) + 2;
    this.headRow((lines, x, y) => sheet.artifact(() => sheet.draw(lines, x, y), 'Pagination'));
  }

  private headRow(draw: (lines: Line[], x: number, y: number) => void): void {
    const { sheet, columns, heads } = this;
    sheet.rule(sheet.y, INK.accent, 0.8);
    heads.forEach((lines, at) => draw(lines, columns.at[at]! + PAD.x, sheet.y + PAD.y));
    sheet.y += tallest(heads) + 2 * PAD.y;
    sheet.rule(sheet.y);
  }

  private get titleLines(): Line[] {
    return this.sheet.lines(this.title, this.sheet.width, { face: 'Title', size: 11, colour: INK.accent });
  }

  private get headHeight(): number {
    return heightOf(this.titleLines) + 2 + tallest(this.heads) + 2 * PAD.y;
  }
}

function columnsOf(sheet: Sheet, shares: number[]): Columns {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => (sheet.width * share) / total);
  const at = widths.map(
    (_, index) => sheet.left + widths.slice(0, index).reduce((sum, width) => sum + width, 0),
  );
  return { at, widths };
}

function cellLines(sheet: Sheet, { widths }: Columns, texts: string[], look: Look): Line[][] {
  return texts.map((text, at) => sheet.lines(text, widths[at]! - 2 * PAD.x, look));
}

function linesOf(sheet: Sheet, width: number, cell: Cell, at: number, size: number): Line[] {
  const look = { size, bold: at === 0 };
  if (cell === undefined || typeof cell === 'string' || 'fr' in cell)
    return sheet.lines(cell ?? '—', width, look);
  const { text, note, ...own } = cell;
  const first = sheet.lines(text, width, { ...look, ...own });
  return note === undefined
    ? first
    : [...first, ...sheet.lines(note, width, { size: 7.5, colour: INK.soft })];
}

function tallest(cells: readonly Line[][]): number {
  return Math.max(0, ...cells.map(heightOf));
}

function firstHeight(cells: readonly Line[][]): number | undefined {
  const firsts = cells.flatMap(([first]) => (first ? [first.height] : []));
  return firsts.length === 0 ? undefined : Math.max(...firsts);
}

import type { Bilingual } from '../../../platform/core/index.js';
import type { Text } from '../../proof/index.js';
import { INK } from './colours.js';
import { heightOf, type Line, type Look, type Sheet } from './sheet.js';

const LABEL = 78;
const GAP = 20;
const ROW = 1.6;
const BEFORE = 5;

/** A titled list of labels and values; `Nom | Modèle` are the labels, and one without a value is left out. */
export interface FactsOrder {
  title: Text;
  labels: Bilingual;
  values: (Text | undefined)[];
  look?: Look;
}

interface Block {
  title: Line[];
  rows: { label: Line[]; value: Line[] }[];
  height: number;
}

/** Two lists beside each other; one under the other when they do not fit on a page so. */
export function drawBeside(sheet: Sheet, first: FactsOrder, second: FactsOrder): void {
  const width = (sheet.width - GAP) / 2;
  const blocks = [first, second].map((order) => blockOf(sheet, order, width));
  const height = Math.max(...blocks.map((block) => block.height));
  if (height > sheet.pageHeight) return [first, second].forEach((order) => drawFacts(sheet, order));
  sheet.y += BEFORE;
  sheet.room(height);
  const top = sheet.y;
  blocks.forEach((block, at) => {
    sheet.y = top;
    drawBlock(sheet, block, sheet.left + at * (width + GAP));
  });
  sheet.y = top + height + 3;
}

export function drawFacts(sheet: Sheet, order: FactsOrder): void {
  const block = blockOf(sheet, order, sheet.width);
  sheet.y += BEFORE;
  sheet.room(Math.min(block.height, sheet.pageHeight));
  drawBlock(sheet, block, sheet.left);
  sheet.y += 3;
}

function blockOf(sheet: Sheet, { title, labels, values, look = {} }: FactsOrder, width: number): Block {
  const names = labels[sheet.place.language].split(' | ');
  const rows = values.flatMap((value, at) => {
    if (value === undefined || value === '') return [];
    const label = sheet.lines(names[at]!, LABEL - 4, { size: 8, colour: INK.soft });
    return [{ label, value: sheet.lines(value, width - LABEL, look) }];
  });
  const titleLines = sheet.lines(title, width, { bold: true, size: 9.5, colour: INK.accent });
  const height = heightOf(titleLines) + 2 + rows.reduce((sum, row) => sum + rowHeight(row), 0);
  return { title: titleLines, rows, height };
}

const rowHeight = ({ label, value }: Block['rows'][number]) =>
  Math.max(heightOf(label), heightOf(value)) + ROW;

/** A row that does not fit on the page any more goes on line by line. */
function drawBlock(sheet: Sheet, { title, rows }: Block, x: number): void {
  sheet.tagged(sheet.root, 'H2', () => sheet.draw(title, x, sheet.y));
  sheet.y += heightOf(title) + 2;
  const list = sheet.open(sheet.root, 'L');
  for (const row of rows) {
    const item = sheet.open(list, 'LI');
    if (rowHeight(row) <= sheet.pageHeight) sheet.room(rowHeight(row));
    // The label is smaller: both stand on one line.
    sheet.tagged(item, 'Lbl', () => sheet.draw(row.label, x, sheet.y + 1));
    const body = sheet.open(item, 'LBody');
    for (const line of row.value) {
      sheet.room(line.height);
      sheet.content(body, 'LBody', () => sheet.draw([line], x + LABEL, sheet.y));
      sheet.y += line.height;
    }
    sheet.y += Math.max(0, heightOf(row.label) - heightOf(row.value)) + ROW;
    body.end();
    item.end();
  }
  list.end();
}

import { CSV_BOM, say, spreadsheetLine, type Language } from '../../platform/core/index.js';
import { type OwnThreads, threadFile } from '../../platform/threads/index.js';
import type { Column, Value } from './export-table.js';
import type * as workbookThread from './workbook.thread.js';
import type { WorkbookCell } from './workbook.thread.js';

const inThread = threadFile<typeof workbookThread>(new URL('./workbook.thread.js', import.meta.url));
const makeWorkbook = inThread('workbook');

/** A cell of a spreadsheet holds 32,767 characters. */
const LONGEST = 32_767;
/** A workbook is made in memory. */
export const MOST_WORKBOOK_ROWS = 50_000;

/** CSV for spreadsheets, each line as it is read. */
export async function* csvOf(
  columns: Column<never>[],
  rows: AsyncIterable<object>,
  language: Language,
): AsyncGenerator<string> {
  yield CSV_BOM + spreadsheetLine(columns.map(({ title }) => say(title, language)));
  for await (const row of rows) {
    yield spreadsheetLine(columns.map(({ value }) => textOf(value(row as never), language)));
  }
}

/** The workbook, made in a thread. Undefined when there are too many rows. */
export async function workbookOf(
  columns: Column<never>[],
  rows: AsyncIterable<object>,
  { language, sheet, threads }: { language: Language; sheet: string; threads: OwnThreads },
): Promise<Buffer | undefined> {
  const texts: string[] = [];
  for await (const row of rows) {
    if (texts.length >= MOST_WORKBOOK_ROWS) return undefined;
    texts.push(JSON.stringify(columns.map(({ value }) => cell(value(row as never), language))));
  }
  const head = columns.map(({ title }) => say(title, language));
  return Buffer.from(await makeWorkbook(threads, { sheet, head, rows: texts }));
}

function cell(value: Value, language: Language): WorkbookCell {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Date) return { date: value.getTime() };
  return textOf(value, language);
}

/** One line without control characters, and without what XML cannot hold (XML 1.0 §2.2). Times in UTC. */
function textOf(value: Value, language: Language): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'object' ? say(value, language) : String(value);
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]+/g, ' ');
  return line.slice(0, LONGEST).toWellFormed();
}

import { say, type Language } from '../../platform/core/index.js';
import type { Column, Value } from './export-table.js';

/** A spreadsheet runs a cell that begins so; an apostrophe before it makes it text. OWASP, “CSV Injection”. */
const FORMULA = /^\s*[=+\-@|%]/;
/** A cell of a spreadsheet holds 32,767 characters. */
const LONGEST = 32_767;
/** Workbooks are made in memory. */
export const MOST_WORKBOOK_ROWS = 50_000;

/** CSV for spreadsheets: UTF-8 with BOM, semicolons, CRLF; each line as it is read. RFC 4180 but for the semicolons. */
export async function* csvOf(
  columns: Column<never>[],
  rows: AsyncIterable<object>,
  language: Language,
): AsyncGenerator<string> {
  yield `\ufeff${line(columns.map(({ title }) => say(title, language)))}`;
  for await (const row of rows) yield line(columns.map(({ value }) => textOf(value(row as never), language)));
}

function line(texts: string[]): string {
  return `${texts.map(field).join(';')}\r\n`;
}

function field(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The workbook; every text is a text cell, which no spreadsheet runs. Undefined when there are too many rows. */
export async function workbookOf(
  columns: Column<never>[],
  rows: AsyncIterable<object>,
  { language, sheet }: { language: Language; sheet: string },
): Promise<Buffer | undefined> {
  const head = columns.map(({ title }) => ({
    value: say(title, language),
    type: String,
    fontWeight: 'bold' as const,
  }));
  const data: object[][] = [head];
  for await (const row of rows) {
    if (data.length > MOST_WORKBOOK_ROWS) return undefined;
    data.push(columns.map(({ value }) => cell(value(row as never), language)));
  }
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const options = { sheet, stickyRowsCount: 1, dateFormat: 'yyyy-mm-dd hh:mm' };
  return writeXlsxFile(data as never, options).toBuffer();
}

function cell(value: Value, language: Language): object {
  if (typeof value === 'number' && Number.isFinite(value)) return { value, type: Number };
  if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd hh:mm' };
  return { value: textOf(value, language), type: String };
}

/** One line without control characters. Times in UTC. */
function textOf(value: Value, language: Language): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'object' ? say(value, language) : String(value);
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, LONGEST);
}

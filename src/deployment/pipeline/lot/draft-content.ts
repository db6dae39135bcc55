import { type Column, COLUMNS, squeezed } from './columns.js';
import { ignoredColumns, lotOfSheet, type Mapping, type WrittenLot, type WrittenRow } from './lot-table.js';
import type { Ignored, Sheet } from './sheet.js';

/** What a form of a draft asks besides its rows; each as it was typed. */
export const DRAFT_FIELDS = [
  'customer',
  'orderNumber',
  'site',
  'profile',
  'dueOn',
  'beginAt',
  'notes',
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

export type Cells = Partial<Record<Column, string>>;

/** A lot in preparation, exactly as it was given: what was read, and what somebody changed of it. */
export interface DraftContent {
  /** Where the sheet comes from: the name of the file. */
  source?: string;
  sheet?: Sheet;
  /** The first row of the sheet is a PC: it has no headings. */
  isHeadless?: boolean;
  mapping: Mapping;
  /** By the number of the row. */
  edits: Record<string, Cells>;
  /** Scanned or typed. */
  added: { row: number; cells: Cells }[];
  /** Numbers of rows that are left out. */
  removed: number[];
  fields: Partial<Record<DraftField, string>>;
}

export const EMPTY_DRAFT: DraftContent = { mapping: [], edits: {}, added: [], removed: [], fields: {} };

/** The sheet with the row of headings among its rows, when there are no headings. */
export function sheetOfDraft({ sheet, isHeadless }: DraftContent): Sheet | undefined {
  if (sheet === undefined || !isHeadless) return sheet;
  const first = { row: sheet.headingRow, record: sheet.headings };
  return { ...sheet, headings: sheet.headings.map(() => ''), rows: [first, ...sheet.rows] };
}

/** The rows as they stand now, changes included; rows that were left out are not among them. */
export function writtenOf(content: DraftContent): WrittenLot {
  const sheet = sheetOfDraft(content);
  const read = sheet === undefined ? { rows: [], ignored: [] } : lotOfSheet(sheet, content.mapping);
  const added: WrittenRow[] = content.added.map(({ row, cells }) => ({ row, cells, headings: {} }));
  const rows = [...read.rows, ...added]
    .filter(({ row }) => !content.removed.includes(row))
    .map(({ beyond, ...written }) => {
      const edits = content.edits[written.row];
      // Whoever changed a cell of a row has looked at it.
      return edits === undefined
        ? { ...written, ...(beyond !== undefined && { beyond }) }
        : { ...written, cells: { ...written.cells, ...edits } };
    });
  return { rows, ignored: read.ignored };
}

/** What is not read of the sheet: columns, rows above its headings, other sheets of its workbook. */
export function unreadOf(content: DraftContent): Ignored[] {
  const sheet = sheetOfDraft(content);
  return sheet === undefined ? [] : [...sheet.ignored, ...ignoredColumns(sheet, content.mapping)];
}

/** The columns that the rows have, in the order in which a lot has them. */
export function columnsOf(content: DraftContent): Column[] {
  const used = new Set<Column>(['serial']);
  for (const column of content.mapping) if (column !== null) used.add(column);
  for (const { cells } of content.added) for (const column of Object.keys(cells)) used.add(column as Column);
  for (const cells of Object.values(content.edits))
    for (const column of Object.keys(cells)) used.add(column as Column);
  return COLUMNS.filter((column) => used.has(column));
}

/** The next free number of a row. */
export function nextRow(content: DraftContent): number {
  const sheet = sheetOfDraft(content);
  const last = sheet?.rows.at(-1)?.row ?? sheet?.headingRow ?? 0;
  return Math.max(last, ...content.added.slice(-1).map(({ row }) => row)) + 1;
}

/** The name of a set of headings, in whatever order a file has them; undefined when some have the same name. */
export function headingsKey(headings: readonly string[]): string | undefined {
  const names = headings.map(squeezed).filter(Boolean);
  return names.length === 0 || new Set(names).size < names.length ? undefined : names.sort().join('\n');
}

import { type Bilingual, type Finding, InputError } from '../../../platform/core/index.js';
import { columnOf } from './columns.js';

/** Limits of what is read as a lot, whatever the file is. */
export const MOST_BYTES = 5 << 20;
export const MOST_ROWS = 5_000;
/** Limit on rows, with blank rows between the PCs. */
export const MOST_RECORDS = 50_000;
export const MOST_COLUMNS = 200;
/** Limit on rows times columns: a draft is read again at each scan. */
export const MOST_CELLS = 400_000;
/** What stands beyond the last heading is only told, as the reason why its row is refused. */
const LONGEST_BEYOND = 200;
/** How many rows with a title, a date or merged cells a spreadsheet may have above its headings. */
export const MOST_ABOVE = 20;

export const FILE: Bilingual = { fr: '(fichier)', en: '(file)' };

/** A value that is ignored, although its row is accepted. */
export interface Ignored {
  row: number;
  /** The heading in the file. */
  column: string;
  found: string;
  text: Bilingual;
}

/** What a spreadsheet says, before its columns are understood. */
export interface Sheet {
  /** Without what spreadsheets add around a value. */
  headings: string[];
  /** The number of the row of headings in the spreadsheet. */
  headingRow: number;
  /** The rows below, blank ones left out; one more cell than headings where something stands beyond the last one. */
  rows: { row: number; record: string[] }[];
  /** What was not read of the file, besides unknown columns. */
  ignored: Ignored[];
}

/**
 * The sheet of these records. The row of headings is the first that has one for the PCs, below what spreadsheets have
 * above their tables; where none has, the first row that is not blank.
 * @param skipped rows of the file before the first record
 */
export function sheetOf(records: string[][], skipped = 0, ignored: Ignored[] = []): Sheet {
  const filled = records.flatMap((record, index) => (isBlank(record) ? [] : [{ record, index }]));
  const top = filled.slice(0, MOST_ABOVE + 1);
  const at = Math.max(
    0,
    top.findIndex(({ record }) => isHeadings(record)),
  );
  const header = top[at] && { ...top[at], record: titled(top[at].record) };
  if (header === undefined) {
    throw refused(FILE, '', {
      fr: 'une ligne de titres et au moins un PC',
      en: 'a row of headings and at least one PC',
    });
  }
  const headingRow = header.index + 1 + skipped;
  if (header.record.length > MOST_COLUMNS) {
    throw refused(placeOf(headingRow), header.record.length, {
      fr: `${MOST_COLUMNS} colonnes au plus`,
      en: `at most ${MOST_COLUMNS} columns`,
    });
  }
  const below = filled.slice(at + 1);
  if (below.length > MOST_ROWS) throw tooMany(below.length, records.length);
  const width = header.record.length;
  if (below.length * width > MOST_CELLS) throw tooManyCells(below.length, width);
  return {
    headings: header.record.map(cleanCell),
    headingRow,
    rows: below.map(({ record, index }) => ({ row: index + 1 + skipped, record: cellsOf(record, width) })),
    ignored: [
      ...top.slice(0, at).map(({ record, index }) => aboveHeadings(record, index + 1 + skipped)),
      ...ignored,
    ],
  };
}

/**
 * Whether one cell is a known heading for the PCs, and the others may be headings too. A row of a PC that has, by
 * chance, such a word in it has its serial number beside it.
 */
function isHeadings(record: readonly string[]): boolean {
  const cells = record.slice(0, MOST_COLUMNS).map(cleanCell).filter(Boolean);
  const known = cells.map(columnOf);
  const names = known.includes('serial') || known.includes('mac');
  const isMost = known.filter(Boolean).length * 2 > cells.length;
  return names && (isMost || cells.every((cell, index) => known[index] !== undefined || !/\d/.test(cell)));
}

function aboveHeadings(record: readonly string[], row: number): Ignored {
  const text = record.map(cleanCell).filter(Boolean).join(' ').slice(0, 100);
  return {
    row,
    column: text,
    found: text,
    text: {
      fr: `ligne ${row}, au-dessus des titres, non lue`,
      en: `row ${row}, above the headings, not read`,
    },
  };
}

/** A stray cell at the far end of a workbook makes its row of headings as long: only those that say something count then. */
function titled(header: string[]): string[] {
  if (header.length <= MOST_COLUMNS) return header;
  const last = header.findLastIndex((cell) => cleanCell(cell) !== '');
  return header.slice(0, last + 1);
}

/** The cells below the headings, and the beginning of what stands beyond them: a row may have a million cells. */
function cellsOf(record: string[], width: number): string[] {
  const cells = record.slice(0, width).map(cleanCell);
  let beyond = '';
  for (let at = width; at < record.length && beyond.length < LONGEST_BEYOND; at += 1)
    beyond = `${beyond} ${cleanCell(record[at] ?? '')}`.trim();
  return beyond === '' ? cells : [...cells, beyond.slice(0, LONGEST_BEYOND)];
}

export function isBlank(record: readonly string[]): boolean {
  return record.every((cell) => cleanCell(cell) === '');
}

/** A cell without what spreadsheets add: `="00123"`, a leading apostrophe, no-break spaces. */
export function cleanCell(cell: string): string {
  const text = cell.replace(/[\u00a0\u202f\u2007\ufeff\u200b]/g, ' ').trim();
  const formula = /^="(.*)"$/s.exec(text)?.[1];
  return (formula ?? text.replace(/^'/, '')).trim();
}

/** The name of a cell, as a spreadsheet shows it. */
export function placeOf(row: number, column?: string): Bilingual {
  return column === undefined
    ? { fr: `ligne ${row}`, en: `row ${row}` }
    : { fr: `ligne ${row}, colonne ${column}`, en: `row ${row}, column ${column}` };
}

export function refused(field: Bilingual, found: unknown, expected: Bilingual): InputError {
  const finding: Finding = { field, found, expected };
  return new InputError(
    {
      fr: `lot refusé : ${field.fr} : attendu ${expected.fr}`,
      en: `lot refused: ${field.en}: expected ${expected.en}`,
    },
    [finding],
  );
}

function tooManyCells(rows: number, columns: number): InputError {
  return refused(FILE, `${rows} × ${columns}`, {
    fr: `${MOST_CELLS} cellules au plus : enlevez les colonnes inutiles, ou faites plusieurs lots`,
    en: `at most ${MOST_CELLS} cells: remove the columns that are of no use, or make several lots`,
  });
}

export function tooMany(filled: number, records: number): InputError {
  return filled > MOST_ROWS
    ? refused(FILE, `> ${MOST_ROWS}`, {
        fr: `${MOST_ROWS} PC au plus : faites plusieurs lots`,
        en: `at most ${MOST_ROWS} PCs: make several lots`,
      })
    : refused(FILE, `> ${records - 1}`, {
        fr: `${MOST_RECORDS} lignes au plus, lignes vides comprises`,
        en: `at most ${MOST_RECORDS} rows, empty ones included`,
      });
}

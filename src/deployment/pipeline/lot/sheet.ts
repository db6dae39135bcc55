import { type Bilingual, type Finding, InputError } from '../../../platform/core/index.js';

/** Limits of what is read as a lot, whatever the file is. */
export const MOST_BYTES = 5 << 20;
export const MOST_ROWS = 5_000;
/** Limit on rows, with blank rows between the PCs. */
export const MOST_RECORDS = 50_000;
export const MOST_COLUMNS = 200;

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
  /** The rows below, blank ones left out. */
  rows: { row: number; record: string[] }[];
  /** What was not read of the file, besides unknown columns. */
  ignored: Ignored[];
}

/**
 * The sheet of these records: its first row that is not blank has the headings.
 * @param skipped rows of the file before the first record
 */
export function sheetOf(records: string[][], skipped = 0, ignored: Ignored[] = []): Sheet {
  const first = records.findIndex((record) => !isBlank(record));
  const header = records[first];
  if (header === undefined) {
    throw refused(FILE, '', {
      fr: 'une ligne de titres et au moins un PC',
      en: 'a row of headings and at least one PC',
    });
  }
  const headingRow = first + 1 + skipped;
  if (header.length > MOST_COLUMNS) {
    throw refused(placeOf(headingRow), header.length, {
      fr: `${MOST_COLUMNS} colonnes au plus`,
      en: `at most ${MOST_COLUMNS} columns`,
    });
  }
  const rows = records.flatMap((record, index) =>
    index <= first || isBlank(record) ? [] : [{ row: index + 1 + skipped, record: record.map(cleanCell) }],
  );
  return { headings: header.map(cleanCell), headingRow, rows, ignored };
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

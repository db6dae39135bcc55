import type { Bilingual } from '../../../platform/core/index.js';
import { type Column, COLUMN_TITLES, columnOf, nearColumn } from './columns.js';
import { type Ignored, placeOf, refused, type Sheet } from './sheet.js';

/** One row as it was written, not yet checked. */
export interface WrittenRow {
  /** The row number in the spreadsheet, headings included; or the position in a JSON list, from 1. */
  row: number;
  cells: Partial<Record<Column, string>>;
  /** The heading of each column, for messages. */
  headings: Partial<Record<Column, string>>;
  /** Cells after the last heading. */
  beyond?: string;
}

export type { Ignored };

export interface WrittenLot {
  rows: WrittenRow[];
  /** One for each unknown column. */
  ignored: Ignored[];
}

/** What each column of a sheet is, in its order; null for one that is not read. */
export type Mapping = (Column | null)[];

/** What known headings say; of two headings for one column, the first. */
export function guessedMapping(headings: readonly string[]): Mapping {
  const taken = new Set<Column>();
  return headings.map((heading) => {
    const column = columnOf(heading);
    if (column === undefined || taken.has(column)) return null;
    taken.add(column);
    return column;
  });
}

/** The same, where nobody can be asked. Throws InputError when two headings are for one column, or none names a PC. */
export function clearMapping({ headings, headingRow }: Sheet): Mapping {
  const mapping = guessedMapping(headings);
  headings.forEach((heading, index) => {
    const column = columnOf(heading);
    if (column === undefined || mapping[index] === column) return;
    const before = headings[mapping.indexOf(column)];
    throw refused(placeOf(headingRow, heading), heading, {
      fr: `un seul titre pour « ${COLUMN_TITLES[column].fr} » (déjà « ${before} »)`,
      en: `one heading only for "${COLUMN_TITLES[column].en}" (already "${before}")`,
    });
  });
  if (!namesPcs(mapping)) {
    throw refused(placeOf(headingRow), headings.join(' | ').slice(0, 200), {
      fr: 'une colonne « numéro de série » ou « adresse MAC »',
      en: 'a column "serial number" or "MAC address"',
    });
  }
  return mapping;
}

/** Whether a column says which PC a row is about. */
export function namesPcs(mapping: Mapping): boolean {
  return mapping.includes('serial') || mapping.includes('mac');
}

/** The rows of a lot that a sheet has, and what is not kept of it. */
export function lotOfSheet(sheet: Sheet, mapping: Mapping): WrittenLot {
  const { headings, rows } = sheet;
  const known = headings.flatMap((heading, index) => {
    const column = mapping[index];
    return column == null ? [] : [{ column, heading, index }];
  });
  const titles = Object.fromEntries(known.map(({ column, heading }) => [column, heading]));
  return {
    rows: rows.map(({ row, record }) => {
      const cells = Object.fromEntries(known.map(({ column, index }) => [column, record[index] ?? '']));
      const beyond = record.slice(headings.length).filter(Boolean).join(' ');
      return { row, cells, headings: titles, ...(beyond !== '' && { beyond }) };
    }),
    ignored: [...ignoredColumns(sheet, mapping), ...sheet.ignored],
  };
}

/** The columns that are not read: unknown headings, and columns without one unless all their cells are empty. */
export function ignoredColumns({ headings, headingRow: row, rows }: Sheet, mapping: Mapping): Ignored[] {
  return headings.flatMap((whole, index): Ignored[] => {
    if (mapping[index] != null) return [];
    const heading = whole.slice(0, 100);
    if (heading !== '')
      return [{ row, column: heading, found: heading, text: unknownColumn(heading, mapping) }];
    const found = rows.find(({ record }) => (record[index] ?? '') !== '')?.record[index];
    return found === undefined
      ? []
      : [{ row, column: String(index + 1), found: found.slice(0, 100), text: UNTITLED }];
  });
}

const UNTITLED: Bilingual = { fr: 'colonne sans titre, ignorée', en: 'column without a heading, ignored' };

function unknownColumn(heading: string, mapping: Mapping): Bilingual {
  const known = columnOf(heading);
  if (known !== undefined && mapping.includes(known)) {
    const { fr, en } = COLUMN_TITLES[known];
    return {
      fr: `colonne ignorée : une autre est déjà « ${fr} »`,
      en: `column ignored: another one is already "${en}"`,
    };
  }
  // Somebody said that this column is not to be read.
  if (known !== undefined) return { fr: 'colonne ignorée', en: 'column ignored' };
  const near = nearColumn(heading);
  const ignored = { fr: 'colonne inconnue, ignorée', en: 'unknown column, ignored' };
  // A column that the file already has is not proposed.
  if (near === undefined || mapping.includes(near)) return ignored;
  const title = COLUMN_TITLES[near];
  return { fr: `${ignored.fr} ; proche : « ${title.fr} »`, en: `${ignored.en}; near: "${title.en}"` };
}

import { parse } from 'csv-parse/sync';
import { type Bilingual, type Finding, InputError } from '../../core/index.js';
import { type Column, columnOf } from './columns.js';
import { decodeText } from './csv-text.js';

const DELIMITERS = [';', ',', '\t'] as const;
const FILE: Bilingual = { fr: '(fichier)', en: '(file)' };
const MOST_BYTES = 5 << 20;
export const MOST_ROWS = 5_000;

/** One row as it was written, before anything is checked. */
export interface WrittenRow {
  /** Where the reader finds it: the row of the spreadsheet, headings included; or the place in the list, from 1. */
  row: number;
  cells: Partial<Record<Column, string>>;
  /** What the reader calls each column. */
  headings: Partial<Record<Column, string>>;
}

export interface WrittenLot {
  rows: WrittenRow[];
  /** Headings that mean nothing to Établi: their cells are not kept. */
  ignoredColumns: string[];
}

/**
 * Reads the rows of a lot from CSV: columns in any order under French or English headings, separated by
 * comma, semicolon or tab. Rejects with InputError when it is no such file. RFC 4180, and what Excel makes of it.
 */
export function readLotCsv(bytes: Buffer): WrittenLot {
  if (bytes.length > MOST_BYTES) {
    throw refused(FILE, `${bytes.length} B`, { fr: '5 Mio au plus', en: 'at most 5 MiB' });
  }
  const { text } = decodeText(bytes);
  if (text.includes('\u0000')) {
    throw refused(FILE, 'NUL', { fr: 'un fichier texte (CSV)', en: 'a text file (CSV)' });
  }
  const { body, delimiter, skipped } = separate(text);
  const records = recordsOf(body, delimiter);
  const first = records.findIndex((record) => !isBlank(record));
  const header = records[first];
  if (header === undefined) {
    throw refused(FILE, '', {
      fr: 'une ligne de titres et au moins un PC',
      en: 'a row of headings and at least one PC',
    });
  }
  const { columns, ignored } = readHeader(header, first + 1 + skipped);
  return { rows: rowsOf(records, first, skipped, columns), ignoredColumns: ignored };
}

/** Excel's own `sep=;` line decides; else the delimiter that makes most headings known. */
function separate(text: string): { body: string; delimiter: string; skipped: number } {
  const told = /^sep=([;,\t])\n/i.exec(text);
  if (told !== null) return { body: text.slice(told[0].length), delimiter: told[1] ?? ',', skipped: 1 };
  const line = text.split('\n').find((each) => each.trim() !== '') ?? '';
  const known = (delimiter: string) =>
    line.split(delimiter).filter((cell) => columnOf(cell) !== undefined).length;
  const best = [...DELIMITERS].sort(
    (a, b) => known(b) - known(a) || line.split(b).length - line.split(a).length,
  );
  return { body: text, delimiter: best[0] ?? ',', skipped: 0 };
}

function recordsOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      to: MOST_ROWS * 2,
      max_record_size: 1 << 20,
    });
  } catch (cause) {
    const at = (cause as { lines?: number }).lines;
    const found = cause instanceof Error ? cause.message.slice(0, 200) : String(cause);
    throw refused(at === undefined ? FILE : placeOf(at), found, {
      fr: 'du CSV correct : des guillemets fermés',
      en: 'correct CSV: closed quotes',
    });
  }
}

function readHeader(header: string[], row: number): { columns: (Column | undefined)[]; ignored: string[] } {
  const headings = header.map(cleanCell);
  const columns = headings.map(columnOf);
  const twice = columns.findIndex(
    (column, index) => column !== undefined && columns.indexOf(column) !== index,
  );
  if (twice >= 0) {
    throw refused(placeOf(row, headings[twice]), headings[twice], {
      fr: `un seul titre pour « ${columns[twice]} » (déjà « ${headings[columns.indexOf(columns[twice])]} »)`,
      en: `one heading only for "${columns[twice]}" (already "${headings[columns.indexOf(columns[twice])]}")`,
    });
  }
  if (!columns.includes('serial') && !columns.includes('mac')) {
    throw refused(placeOf(row), headings.join(' | ').slice(0, 200), {
      fr: 'une colonne « numéro de série » ou « adresse MAC »',
      en: 'a column "serial number" or "MAC address"',
    });
  }
  return {
    columns,
    ignored: headings.filter((heading, index) => heading !== '' && columns[index] === undefined),
  };
}

function rowsOf(
  records: string[][],
  first: number,
  skipped: number,
  columns: (Column | undefined)[],
): WrittenRow[] {
  const header = (records[first] ?? []).map(cleanCell);
  const headings = Object.fromEntries(columns.flatMap((column, n) => (column ? [[column, header[n]]] : [])));
  return records.flatMap((record, index) => {
    if (index <= first || isBlank(record)) return [];
    const cells = Object.fromEntries(
      columns.flatMap((column, n) => (column ? [[column, cleanCell(record[n] ?? '')]] : [])),
    );
    return [{ row: index + 1 + skipped, cells, headings }];
  });
}

function isBlank(record: string[]): boolean {
  return record.every((cell) => cleanCell(cell) === '');
}

/** A cell without what spreadsheets put around it: `="00123"`, a leading apostrophe, no-break spaces. */
export function cleanCell(cell: string): string {
  const text = cell.replace(/[\u00a0\u202f\u2007\ufeff\u200b]/g, ' ').trim();
  const formula = /^="(.*)"$/s.exec(text)?.[1];
  return (formula ?? text.replace(/^'/, '')).trim();
}

/** Where something stands, as the reader of a spreadsheet finds it. */
export function placeOf(row: number, column?: string): Bilingual {
  return column === undefined
    ? { fr: `ligne ${row}`, en: `row ${row}` }
    : { fr: `ligne ${row}, colonne ${column}`, en: `row ${row}, column ${column}` };
}

function refused(field: Bilingual, found: unknown, expected: Bilingual): InputError {
  const finding: Finding = { field, found, expected };
  return new InputError(
    {
      fr: `lot refusé : ${field.fr} : attendu ${expected.fr}`,
      en: `lot refused: ${field.en}: expected ${expected.en}`,
    },
    [finding],
  );
}

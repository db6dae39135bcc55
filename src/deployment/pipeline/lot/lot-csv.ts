import { CsvError, parse } from 'csv-parse/sync';
import { type Bilingual, type Finding, InputError } from '../../../platform/core/index.js';
import { type Column, COLUMN_TITLES, columnOf, nearColumn } from './columns.js';
import { decodeText } from './csv-text.js';

const DELIMITERS = [';', ',', '\t'] as const;
const TRAILING_BLANKS = /(?<=[^\s;,])[\s;,]+$/;
const FILE: Bilingual = { fr: '(fichier)', en: '(file)' };
const MOST_BYTES = 5 << 20;
export const MOST_ROWS = 5_000;
/** Limit on rows, with blank rows between the PCs. */
const MOST_RECORDS = 50_000;
const MOST_COLUMNS = 200;
const LONGEST_RECORD = 1 << 20;

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

/** A value that is ignored, although its row is accepted. */
export interface Ignored {
  row: number;
  /** The heading in the file. */
  column: string;
  found: string;
  text: Bilingual;
}

export interface WrittenLot {
  rows: WrittenRow[];
  /** One for each unknown column. */
  ignored: Ignored[];
}

/**
 * Reads the rows of a lot from CSV: columns in any order with French or English headings, separated by comma, semicolon
 * or tab. Rejects with InputError if it is not such a file. RFC 4180, and the variants of Excel.
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
  const known = readHeader(header, first + 1 + skipped);
  return {
    rows: rowsOf(records, first, skipped, known),
    ignored: ignoredColumns(records, first, skipped, known),
  };
}

/** The delimiter in the `sep=;` line of Excel, else the one with which most headings are known. */
function separate(text: string): { body: string; delimiter: string; skipped: number } {
  const declared = /^sep=([;,\t])\n/i.exec(text);
  if (declared !== null)
    return { body: text.slice(declared[0].length), delimiter: declared[1] ?? ',', skipped: 1 };
  const line = (/[^\n]*\S[^\n]*/.exec(text)?.[0] ?? '').slice(0, 100_000);
  const known = (delimiter: string) =>
    line.split(delimiter).filter((cell) => columnOf(cell) !== undefined).length;
  const best = [...DELIMITERS].sort(
    (a, b) => known(b) - known(a) || line.split(b).length - line.split(a).length,
  );
  return { body: text, delimiter: best[0] ?? ',', skipped: 0 };
}

function recordsOf(text: string, delimiter: string): string[][] {
  let filled = 0;
  let records = 0;
  try {
    // Spreadsheets may add up to a million empty rows at the end.
    return parse(text.replace(TRAILING_BLANKS, ''), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
      on_record: (record: string[]) => {
        records += 1;
        if (!isBlank(record)) filled += 1;
        if (filled > MOST_ROWS + 1 || records > MOST_RECORDS) throw tooMany(filled - 1, records);
        return record;
      },
    });
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const at = (cause as { lines?: number }).lines;
    const found = cause instanceof Error ? cause.message.slice(0, 200) : String(cause);
    throw refused(at === undefined ? FILE : placeOf(at), found, expectedFor(cause));
  }
}

function expectedFor(cause: unknown): Bilingual {
  return cause instanceof CsvError && cause.code === 'CSV_MAX_RECORD_SIZE'
    ? {
        fr: 'une ligne de 1 Mio au plus (un guillemet n’est peut-être pas fermé)',
        en: 'a row of at most 1 MiB (perhaps a quote is not closed)',
      }
    : { fr: 'du CSV correct : des guillemets fermés', en: 'correct CSV: closed quotes' };
}

function tooMany(filled: number, records: number): InputError {
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

/** The known columns, each with its index and its heading. */
type KnownColumns = { column: Column; heading: string; index: number }[];

function readHeader(header: string[], row: number): KnownColumns {
  if (header.length > MOST_COLUMNS) {
    throw refused(placeOf(row), header.length, {
      fr: `${MOST_COLUMNS} colonnes au plus`,
      en: `at most ${MOST_COLUMNS} columns`,
    });
  }
  const known: KnownColumns = [];
  header.map(cleanCell).forEach((heading, index) => {
    const column = columnOf(heading);
    if (column === undefined) return;
    const before = known.find((one) => one.column === column);
    if (before === undefined) known.push({ column, heading, index });
    else
      throw refused(placeOf(row, heading), heading, {
        fr: `un seul titre pour « ${column} » (déjà « ${before.heading} »)`,
        en: `one heading only for "${column}" (already "${before.heading}")`,
      });
  });
  if (!known.some(({ column }) => column === 'serial' || column === 'mac')) {
    throw refused(placeOf(row), header.map(cleanCell).join(' | ').slice(0, 200), {
      fr: 'une colonne « numéro de série » ou « adresse MAC »',
      en: 'a column "serial number" or "MAC address"',
    });
  }
  return known;
}

function rowsOf(records: string[][], first: number, skipped: number, known: KnownColumns): WrittenRow[] {
  const headings = Object.fromEntries(known.map(({ column, heading }) => [column, heading]));
  const width = records[first]?.length ?? 0;
  return records.flatMap((record, index) => {
    if (index <= first || isBlank(record)) return [];
    const cells = Object.fromEntries(
      known.map(({ column, index: at }) => [column, cleanCell(record[at] ?? '')]),
    );
    const beyond = record.slice(width).map(cleanCell).filter(Boolean).join(' ');
    return [{ row: index + 1 + skipped, cells, headings, ...(beyond !== '' && { beyond }) }];
  });
}

/** The ignored columns: unknown headings, unless all their cells are empty. */
function ignoredColumns(records: string[][], first: number, skipped: number, known: KnownColumns): Ignored[] {
  const row = first + 1 + skipped;
  return (records[first] ?? []).flatMap((cell, index): Ignored[] => {
    if (known.some((one) => one.index === index)) return [];
    const heading = cleanCell(cell).slice(0, 100);
    if (heading !== '') {
      return [{ row, column: heading, found: heading, text: unknownColumn(heading, known) }];
    }
    const found = records.slice(first + 1).find((record) => cleanCell(record[index] ?? '') !== '')?.[index];
    return found === undefined
      ? []
      : [{ row, column: String(index + 1), found: cleanCell(found).slice(0, 100), text: UNTITLED }];
  });
}

const UNTITLED: Bilingual = { fr: 'colonne sans titre, ignorée', en: 'column without a heading, ignored' };

function unknownColumn(heading: string, known: KnownColumns): Bilingual {
  const near = nearColumn(heading);
  const ignored = { fr: 'colonne inconnue, ignorée', en: 'unknown column, ignored' };
  // A column that the file already has is not proposed.
  if (near === undefined || known.some(({ column }) => column === near)) return ignored;
  const title = COLUMN_TITLES[near];
  return { fr: `${ignored.fr} ; proche : « ${title.fr} »`, en: `${ignored.en}; near: "${title.en}"` };
}

function isBlank(record: string[]): boolean {
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

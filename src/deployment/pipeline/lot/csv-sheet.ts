import { CsvError, parse } from 'csv-parse/sync';
import { type Bilingual, InputError } from '../../../platform/core/index.js';
import { columnOf } from './columns.js';
import { decodeText } from './csv-text.js';
import {
  FILE,
  isBlank,
  MOST_ABOVE,
  MOST_BYTES,
  MOST_RECORDS,
  MOST_ROWS,
  placeOf,
  refused,
  type Sheet,
  sheetOf,
  tooMany,
} from './sheet.js';

const DELIMITERS = [';', ',', '\t'] as const;
const TRAILING_BLANKS = /(?<=[^\s;,])[\s;,]+$/;
const LONGEST_RECORD = 1 << 20;

/**
 * Reads CSV: columns separated by comma, semicolon or tab. Throws InputError if it is not such a file. RFC 4180, and
 * the variants of Excel.
 */
export function readCsvSheet(bytes: Buffer): Sheet {
  if (bytes.length > MOST_BYTES) {
    throw refused(FILE, `${bytes.length} B`, { fr: '5 Mio au plus', en: 'at most 5 MiB' });
  }
  const { text } = decodeText(bytes);
  if (text.includes('\u0000')) {
    throw refused(FILE, 'NUL', { fr: 'un fichier texte (CSV)', en: 'a text file (CSV)' });
  }
  const { body, delimiter, skipped } = separate(text);
  return sheetOf(recordsOf(body, delimiter), skipped);
}

/** The delimiter in the `sep=;` line of Excel, else the one with which most headings of a line are known. */
function separate(text: string): { body: string; delimiter: string; skipped: number } {
  const declared = /^sep=([;,\t])\n/i.exec(text);
  if (declared !== null)
    return { body: text.slice(declared[0].length), delimiter: declared[1] ?? ',', skipped: 1 };
  const lines = firstLines(text);
  const most = (count: (line: string) => number) => Math.max(0, ...lines.map(count));
  const known = (delimiter: string) =>
    most((line) => line.split(delimiter).filter((cell) => columnOf(cell) !== undefined).length);
  const cells = (delimiter: string) => most((line) => line.split(delimiter).length);
  const best = [...DELIMITERS].sort((a, b) => known(b) - known(a) || cells(b) - cells(a));
  return { body: text, delimiter: best[0] ?? ',', skipped: 0 };
}

/** The lines that may have the headings, as far as they are worth a look. */
function firstLines(text: string): string[] {
  const lines = text.slice(0, 200_000).split('\n');
  return lines.filter((line) => line.trim() !== '').slice(0, MOST_ABOVE + 1);
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
        if (filled > MOST_ROWS + MOST_ABOVE + 1 || records > MOST_RECORDS) throw tooMany(filled - 1, records);
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

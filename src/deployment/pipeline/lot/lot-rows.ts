import { readable, type Bilingual } from '../../../platform/core/index.js';
import {
  isPlaceholderSerial,
  isSharedMac,
  normaliseMac,
  normaliseSerial,
} from '../../../park/machine/index.js';
import { hostnameFault } from '../../../documents/profile/index.js';
import type { PlannedRow } from '../plan.js';
import { type Column, COLUMNS } from './columns.js';
import type { Ignored, WrittenRow } from './lot-table.js';

/** Why a row is refused. */
export interface RowProblem {
  /** The heading of the column; absent if the whole row is wrong. */
  column?: string;
  /** The same column by its own name. */
  field?: Column;
  found: string;
  expected: Bilingual;
}

/** The result of checking one row. */
export interface RowVerdict {
  /** The row number for messages. */
  row: number;
  planned: PlannedRow;
  /** Empty if the row is accepted. */
  problems: RowProblem[];
  /** Values that are ignored, although the row is accepted. */
  ignored: Ignored[];
}

const LONGEST: Record<Column, number> = {
  serial: 64,
  mac: 64,
  hostname: 64,
  user: 256,
  assetTag: 64,
  organizationalUnit: 1_000,
  position: 64,
  notes: 2_000,
};

/** `1,23457E+11`: the spreadsheet converted digits to a number, and the other digits are lost. */
const SPOILT = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** The heading of a column, for messages. */
export function headingOf({ headings }: WrittenRow, column: Column): string {
  return headings[column] ?? column;
}

/** Checks a cell: its value, or what was expected. */
type Read = { value: string | undefined } | { expected: Bilingual };

const text =
  (most: number) =>
  (cell: string): Read =>
    cell.length > most
      ? { expected: { fr: `${most} caractères au plus`, en: `at most ${most} characters` } }
      : { value: cell === '' ? undefined : cell };

/** `Total`, `Sous-total : 25`: the last row of many spreadsheets, which would become a PC of this number. */
const SUM = /^(?:(?:sous|sub|grand)[ -]?)?tota(?:l|ux)(?=$|[\s:=])/i;

function readSerial(cell: string): Read {
  if (cell === '') return { value: undefined };
  if (SUM.test(cell)) {
    return {
      expected: {
        fr: 'le numéro de série d’un PC : une ligne de total est à retirer',
        en: 'the serial number of a PC: a row of totals is to be left out',
      },
    };
  }
  if (SPOILT.test(cell)) {
    return {
      expected: {
        fr: 'le numéro de série entier : le tableur l’a pris pour un nombre, mettez la colonne au format Texte',
        en: 'the whole serial number: the spreadsheet took it for a number, format the column as Text',
      },
    };
  }
  if (!/^[\x20-\x7e]{1,64}$/.test(cell)) {
    return {
      expected: {
        fr: 'des lettres sans accent et des chiffres, 64 au plus',
        en: 'letters without accents and digits, at most 64',
      },
    };
  }
  if (isPlaceholderSerial(cell)) {
    return {
      expected: {
        fr: 'un vrai numéro de série : celui-ci ne désigne aucun PC',
        en: 'a real serial number: this one names no PC',
      },
    };
  }
  return { value: normaliseSerial(cell) };
}

function readMac(cell: string): Read {
  if (cell === '') return { value: undefined };
  const mac = normaliseMac(cell);
  if (mac === undefined) {
    return {
      expected: { fr: 'une adresse MAC : 00:1a:2b:3c:4d:5e', en: 'a MAC address: 00:1a:2b:3c:4d:5e' },
    };
  }
  return isSharedMac(mac) ? { expected: OWN_MAC } : { value: mac };
}

/** Also used for a MAC address of a known dock or adapter, which moves between PCs. */
export const OWN_MAC: Bilingual = {
  fr: 'l’adresse d’une carte réseau du PC lui-même, ni d’une station d’accueil ni d’un adaptateur',
  en: 'the address of a network card of the PC itself, not of a dock or an adapter',
};

function readHostname(cell: string): Read {
  if (cell === '') return { value: undefined };
  const expected = hostnameFault(cell);
  return expected === undefined ? { value: cell } : { expected };
}

const READERS: Record<Column, (cell: string) => Read> = {
  serial: readSerial,
  mac: readMac,
  hostname: readHostname,
  user: text(LONGEST.user),
  assetTag: text(LONGEST.assetTag),
  organizationalUnit: text(LONGEST.organizationalUnit),
  position: text(LONGEST.position),
  notes: text(LONGEST.notes),
};

function readRow(written: WrittenRow): RowVerdict {
  const planned: PlannedRow = {};
  const problems: RowProblem[] = [];
  const ignored: Ignored[] = [];
  const cellOf = (column: Column) => storableCell(written.cells[column] ?? '', column);
  for (const column of COLUMNS) {
    const cell = cellOf(column);
    const read = READERS[column](cell);
    if (column === 'serial' && cell !== '' && isPlaceholderSerial(cell) && isRealMac(cellOf('mac')))
      ignored.push({ row: written.row, column: headingOf(written, column), found: cell, text: NO_SERIAL });
    else if ('expected' in read)
      problems.push({
        column: headingOf(written, column),
        field: column,
        found: cell.slice(0, 100),
        expected: read.expected,
      });
    else if (read.value !== undefined) planned[column] = read.value;
  }
  if (written.beyond !== undefined)
    problems.push({ found: written.beyond.slice(0, 100), expected: NOT_BEYOND });
  if (problems.length === 0 && planned.serial === undefined && planned.mac === undefined) {
    problems.push({
      found: '',
      expected: { fr: 'un numéro de série ou une adresse MAC', en: 'a serial number or a MAC address' },
    });
  }
  return { row: written.row, planned, problems, ignored };
}

const NOT_BEYOND: Bilingual = {
  fr: 'rien au-delà du dernier titre : une valeur qui contient le séparateur se met entre guillemets',
  en: 'nothing beyond the last heading: a value that contains the separator is put in quotes',
};

/** Some manufacturers ship PCs without a serial number; then the MAC address is enough. */
const NO_SERIAL: Bilingual = {
  fr: 'ce numéro de série ne désigne aucun PC : ignoré, l’adresse MAC suffit',
  en: 'this serial number names no PC: ignored, the MAC address is enough',
};

function isRealMac(cell: string): boolean {
  const read = readMac(cell);
  return 'value' in read && read.value !== undefined;
}

/** Notes may have several lines; other columns must not have control characters. */
function storableCell(cell: string, column: Column): string {
  const kept = column === 'notes' ? /[\u0000-\u0008\u000b-\u001f\u007f]/g : /[\u0000-\u001f\u007f]/g;
  return readable(cell.replace(kept, ' ')).trim();
}

/** A value on two rows would mean two deployments of one PC, or two PCs with one name. */
function duplicates(
  written: WrittenRow[],
  verdicts: RowVerdict[],
  column: 'serial' | 'mac' | 'hostname',
): void {
  const seen = new Map<string, number>();
  verdicts.forEach(({ planned, problems, row }, index) => {
    const value = planned[column];
    const place = written[index];
    if (value === undefined || place === undefined) return;
    const before = seen.get(value.toLowerCase());
    if (before === undefined) seen.set(value.toLowerCase(), row);
    else {
      problems.push({
        column: headingOf(place, column),
        field: column,
        found: value,
        expected: {
          fr: `une valeur unique (déjà à la ligne ${before})`,
          en: `a value of its own (already on row ${before})`,
        },
      });
    }
  });
}

/** Checks each row, and finds duplicates between rows. Does not read the database. */
export function checkRows(written: WrittenRow[]): RowVerdict[] {
  const verdicts = written.map(readRow);
  for (const column of ['serial', 'mac', 'hostname'] as const) duplicates(written, verdicts, column);
  return verdicts;
}

import { parse } from 'csv-parse/sync';
import {
  type Bilingual,
  boundedFindings,
  type Finding,
  InputError,
  startsAsFormula,
} from '../../../platform/core/index.js';

/** The identity of a PC in Intune before its first start. */
export interface HardwareHash {
  serial: string;
  /** Windows Product ID; usually empty. */
  productId: string;
  /** Base64 of the hardware description of the PC. */
  hash: string;
  groupTag: string;
  /** User principal name. */
  assignedUser: string;
}

/** The columns that Intune imports, in this order. MS Learn, "Manually register devices with Windows Autopilot". */
const COLUMNS: [heading: string, field: keyof HardwareHash][] = [
  ['Device Serial Number', 'serial'],
  ['Windows Product ID', 'productId'],
  ['Hardware Hash', 'hash'],
  ['Group Tag', 'groupTag'],
  ['Assigned User', 'assignedUser'],
];
/** Limit of Intune for one file. */
export const MOST_HASHES = 500;
const MOST_BYTES = 5 << 20;
/** Minimum length. A hash of OA3 has about 4 KB of base64. */
const SHORTEST_HASH = 100;

/**
 * Parses the PCs of a CSV from Intune, from Get-WindowsAutopilotInfo or from the Établi script: a header row, quotes
 * optional. Throws InputError with the line of every wrong row.
 */
export function readHardwareHashes(bytes: Uint8Array): HardwareHash[] {
  const records = recordsOf(textOf(bytes));
  const [header, ...rows] = records;
  if (header === undefined) throw refused([{ field: FILE, found: '', expected: ROWS }]);
  const fields = fieldsOf(header);
  const found = rows.map((row) => ({ ...row, device: deviceOf(row.cells, fields) }));
  const findings = [...found.flatMap(({ line, device }) => faultsOf(device, line)), ...duplicatesOf(found)];
  if (rows.length === 0) findings.push({ field: FILE, found: '', expected: ROWS });
  if (findings.length > 0) throw refused(findings);
  return found.map(({ device }) => device);
}

/**
 * Writes a CSV for import into Intune: ASCII or ANSI, no quotes, CR LF. Throws InputError with the row, if a value
 * cannot be written, if a spreadsheet would read a value as a formula, or if a PC is duplicate.
 */
export function writeHardwareHashes(devices: readonly HardwareHash[]): string {
  const rows = devices.map((device, index) => ({ line: index + 2, device }));
  const findings = [...rows.flatMap(({ line, device }) => faultsOf(device, line)), ...duplicatesOf(rows)];
  if (devices.length > MOST_HASHES) findings.push({ field: FILE, found: devices.length, expected: FEWER });
  if (findings.length > 0) throw refused(findings);
  const lines = [
    COLUMNS.map(([heading]) => heading),
    ...devices.map((device) => COLUMNS.map(([, field]) => device[field])),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

interface Row {
  line: number;
  cells: string[];
}

/** UTF-16, the default of PowerShell 5.1; else UTF-8; else ANSI. */
function textOf(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES)
    throw refused([
      { field: FILE, found: `${bytes.length} B`, expected: { fr: '5 Mio au plus', en: 'at most 5 MiB' } },
    ]);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function recordsOf(text: string): Row[] {
  try {
    const records = parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 1 << 20,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (cause) {
    const line = (cause as { lines?: number }).lines ?? 1;
    const expected = { fr: 'du CSV correct : des guillemets fermés', en: 'correct CSV: closed quotes' };
    throw refused([{ field: placeOf(line), found: '', expected }]);
  }
}

/** The field of each column. The last two are optional; unknown columns are ignored. */
function fieldsOf({ cells, line }: Row): (keyof HardwareHash | undefined)[] {
  const fields = cells.map(
    (cell) => COLUMNS.find(([heading]) => heading.toLowerCase() === cell.toLowerCase())?.[1],
  );
  const missing = COLUMNS.filter(
    ([, field]) => (field === 'serial' || field === 'hash') && !fields.includes(field),
  );
  if (missing.length === 0) return fields;
  const headings = COLUMNS.map(([heading]) => heading).join(',');
  throw refused([
    { field: placeOf(line), found: short(cells.join(',')), expected: { fr: headings, en: headings } },
  ]);
}

function deviceOf(cells: string[], fields: (keyof HardwareHash | undefined)[]): HardwareHash {
  const at = (field: keyof HardwareHash) => cells[fields.indexOf(field)] ?? '';
  return {
    serial: at('serial'),
    productId: at('productId'),
    hash: at('hash'),
    groupTag: at('groupTag'),
    assignedUser: at('assignedUser'),
  };
}

function faultsOf(device: HardwareHash, line: number): Finding[] {
  const faults = COLUMNS.flatMap(([heading, field]) => {
    const value = device[field];
    const isPlain =
      field === 'hash' || (/^[ -~]*$/.test(value) && !/[,"]/.test(value) && !startsAsFormula(value));
    return isPlain ? [] : [{ field: placeOf(line, heading), found: short(value), expected: PLAIN }];
  });
  if (device.serial === '')
    faults.push({ field: placeOf(line, 'Device Serial Number'), found: '', expected: SERIAL });
  if (!isHash(device.hash))
    faults.push({ field: placeOf(line, 'Hardware Hash'), found: short(device.hash), expected: HASH });
  if (device.assignedUser !== '' && !/^[^@\s]+@[^@\s]+$/.test(device.assignedUser))
    faults.push({ field: placeOf(line, 'Assigned User'), found: short(device.assignedUser), expected: USER });
  return faults;
}

/** Reports whether a text is canonical base64. RFC 4648 §3.5. */
function isHash(text: string): boolean {
  if (text.length < SHORTEST_HASH || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    return false;
  return Buffer.from(text, 'base64').toString('base64') === text;
}

function duplicatesOf(rows: readonly { line: number; device: HardwareHash }[]): Finding[] {
  const first = { serial: new Map<string, number>(), hash: new Map<string, number>() };
  return rows.flatMap(({ line, device }) =>
    (['serial', 'hash'] as const).flatMap((field) => {
      const value = field === 'serial' ? device.serial.toUpperCase() : device.hash;
      const earlier = first[field].get(value);
      if (earlier === undefined) first[field].set(value, line);
      if (earlier === undefined || value === '') return [];
      const heading = field === 'serial' ? 'Device Serial Number' : 'Hardware Hash';
      const expected = {
        fr: `un PC qui n’est pas déjà à la ligne ${earlier}`,
        en: `a PC that is not yet on line ${earlier}`,
      };
      return [{ field: placeOf(line, heading), found: short(device[field]), expected }];
    }),
  );
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function placeOf(line: number, column?: string): Bilingual {
  return column === undefined
    ? { fr: `ligne ${line}`, en: `line ${line}` }
    : { fr: `ligne ${line}, colonne ${column}`, en: `line ${line}, column ${column}` };
}

function refused(findings: Finding[]): InputError {
  const [first] = findings as [Finding];
  const field = first.field as Bilingual;
  return new InputError(
    {
      fr: `empreintes refusées : ${field.fr} : attendu ${first.expected.fr}`,
      en: `hashes refused: ${field.en}: expected ${first.expected.en}`,
    },
    boundedFindings(findings, (finding) => finding),
  );
}

const FILE: Bilingual = { fr: '(fichier)', en: '(file)' };
const ROWS: Bilingual = {
  fr: 'une ligne de titres et au moins un PC',
  en: 'a row of headings and at least one PC',
};
const FEWER: Bilingual = {
  fr: `${MOST_HASHES} PC au plus par fichier`,
  en: `at most ${MOST_HASHES} PCs in a file`,
};
const PLAIN: Bilingual = {
  fr: 'un texte ASCII sans virgule ni guillemet, que nul tableur ne prend pour une formule',
  en: 'ASCII text without a comma or a quote, which no spreadsheet takes for a formula',
};
const SERIAL: Bilingual = { fr: 'un numéro de série', en: 'a serial number' };
const HASH: Bilingual = { fr: 'une empreinte en base64', en: 'a hash in base64' };
const USER: Bilingual = { fr: 'un utilisateur comme anna@exemple.fr', en: 'a user such as anna@example.org' };

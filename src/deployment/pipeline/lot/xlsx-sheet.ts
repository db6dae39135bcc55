import { buffer } from 'node:stream/consumers';
import readXlsxFile from 'read-excel-file/node';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { type Bilingual, InputError, storable } from '../../../platform/core/index.js';
import type { Ignored } from './lot-table.js';
import {
  FILE,
  isBlank,
  MOST_ABOVE,
  MOST_BYTES,
  MOST_RECORDS,
  MOST_ROWS,
  refused,
  type Sheet,
  sheetOf,
  tooMany,
} from './sheet.js';

/** A workbook of 5,000 PCs is at most some megabytes of XML. */
const MOST_UNPACKED = 64 << 20;
const MOST_ENTRIES = 1_000;
/** Excel keeps 15 digits of a number; of a longer one, the others are lost. */
const EXACT = 1e15;

const NOT_A_WORKBOOK: Bilingual = {
  fr: 'un classeur .xlsx intact et sans mot de passe',
  en: 'an intact .xlsx workbook without a password',
};

/**
 * Reads the first sheet of a workbook that has anything; the others are named as ignored. Throws InputError if it is no
 * workbook. ECMA-376. To be run in a thread: a small file may take long and much memory.
 */
export async function readXlsxSheet(bytes: Buffer): Promise<Sheet> {
  if (bytes.length > MOST_BYTES) {
    throw refused(FILE, `${bytes.length} B`, { fr: '5 Mio au plus', en: 'at most 5 MiB' });
  }
  const sheets = await sheetsOf(await unpacked(bytes));
  const filled = sheets.map(({ sheet, data }) => ({ sheet, records: data.map(textsOf) }));
  const [first, ...others] = filled.filter(({ records }) => !records.every(isBlank));
  const records = first?.records ?? [];
  const count = records.filter((record) => !isBlank(record)).length;
  if (count > MOST_ROWS + MOST_ABOVE + 1 || records.length > MOST_RECORDS)
    throw tooMany(count - 1, records.length);
  return sheetOf(records, 0, others.map(ignoredSheet));
}

/** The same archive, without anything packed: what reads it can no longer be surprised by a size. */
async function unpacked(bytes: Buffer): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  let total = 0;
  let entries = 0;
  try {
    // It checks that an entry has the size that it says.
    const zip = await yauzl.fromBufferPromise(bytes);
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      entries += 1;
      if (total > MOST_UNPACKED || entries > MOST_ENTRIES) throw tooLarge();
      if (!/\.xml(\.rels)?$/.test(entry.fileName)) continue;
      archive.addBuffer(await buffer(await zip.openReadStreamPromise(entry)), entry.fileName, {
        compress: false,
      });
    }
  } catch (error) {
    throw error instanceof InputError ? error : refused(FILE, wordsOf(error), NOT_A_WORKBOOK);
  }
  archive.end();
  return buffer(archive.outputStream);
}

function tooLarge(): InputError {
  return refused(FILE, `> ${MOST_UNPACKED >> 20} MiB`, {
    fr: `un classeur de ${MOST_UNPACKED >> 20} Mio au plus une fois décompressé`,
    en: `a workbook of at most ${MOST_UNPACKED >> 20} MiB when unpacked`,
  });
}

async function sheetsOf(archive: Buffer) {
  try {
    return await readXlsxFile<string>(archive, { trim: false, parseNumber: numberText });
  } catch (error) {
    throw refused(FILE, wordsOf(error), NOT_A_WORKBOOK);
  }
}

/** A number as the sheet shows it; one that lost digits in such a way that it is recognised as spoilt. */
function numberText(text: string): string {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return Math.abs(number) >= EXACT ? number.toExponential() : String(number);
}

function textsOf(row: readonly unknown[]): string[] {
  return row.map((cell) => {
    if (cell instanceof Date) return cell.toISOString().slice(0, 10);
    if (typeof cell === 'boolean' || typeof cell === 'number') return String(cell);
    // `_x0000_` in a workbook is U+0000, which PostgreSQL refuses.
    return typeof cell === 'string' ? storable(cell) : '';
  });
}

function ignoredSheet({ sheet }: { sheet: string }): Ignored {
  const name = sheet.slice(0, 100);
  return {
    row: 1,
    column: name,
    found: name,
    text: {
      fr: 'autre feuille du classeur, ignorée : seule la première est lue',
      en: 'another sheet of the workbook, ignored: only the first one is read',
    },
  };
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
